/** The step after the password: a code, or setting up what shows one. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useRouter, useSearch } from "@tanstack/react-router";
import { CodePrompt } from "~/shared/account/code-prompt.tsx";
import { FactorProvider, factorKey } from "~/shared/account/factor.ts";
import { TotpSetup } from "~/shared/account/totp-setup.tsx";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { useSignOut } from "./queries.ts";
import { factor } from "./second-factor.ts";
import { SignInFrame } from "./sign-in-frame.tsx";
import classes from "./sign-in-page.module.css";

export function SecondStep() {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const { to } = useSearch({ from: "/login" });
  const shown = useQuery({
    queryKey: factorKey,
    queryFn: ({ signal }) => factor.show(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const enter = () => {
    queries.clear();
    router.history.replace(to ?? "/");
  };
  if (shown.error instanceof ApiError && shown.error.status === 401) {
    return <Navigate to="/login" search={to === undefined ? {} : { to }} replace />;
  }
  const isSetup = shown.data?.state === "setup_needed";
  return (
    <SignInFrame
      title={t(isSetup ? "sign_in.setup" : "sign_in.second")}
      lead={t(isSetup ? "sign_in.setup.lead" : "sign_in.second.lead")}
    >
      <FactorProvider value={factor}>
        <div className={classes.form}>
          {shown.isPending && <ListSkeleton rows={2} />}
          {shown.isError && <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />}
          {isSetup && <TotpSetup onDone={enter} />}
          {shown.data?.state === "needed" && (
            <CodePrompt ways={shown.data.ways} submit={t("sign_in.submit")} onDone={enter} />
          )}
          {shown.data?.state === "satisfied" && <Button onClick={enter}>{t("sign_in.enter")}</Button>}
          <Button variant="subtle" loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {t("sign_in.other")}
          </Button>
        </div>
      </FactorProvider>
    </SignInFrame>
  );
}
