/** One's own account: the second factor, the password, and where one is signed in. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FactorCard } from "~/shared/account/factor-card.tsx";
import { PasswordForm } from "~/shared/account/password-form.tsx";
import { SessionRows } from "~/shared/account/session-rows.tsx";
import { api } from "~/shared/api/request.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./account-page.module.css";
import { useSession } from "./queries.ts";

export function AccountPage() {
  const t = useT();
  const { staff } = useSession();
  usePageTitle(t("account.title"));
  return (
    <>
      <PageHeading title={t("account.title")} lead={`${staff.name}, ${staff.email}`} />
      <div className={classes.parts}>
        <section>
          <h2 className={classes.title}>{t("account.second_factor")}</h2>
          <FactorCard />
        </section>
        <section>
          <h2 className={classes.title}>{t("account.password")}</h2>
          <OwnPassword />
        </section>
        <section>
          <h2 className={classes.title}>{t("account.sessions")}</h2>
          <OwnSessions />
        </section>
      </div>
    </>
  );
}

function OwnPassword() {
  const t = useT();
  const notify = useNotify();
  const [round, setRound] = useState(0);
  const save = useMutation({
    mutationFn: (password: string) => api.put("api/admin/password", { body: { password } }),
    onSuccess: () => {
      notify({ message: t("account.password.changed") });
      setRound(round + 1);
    },
  });
  return (
    <Card>
      <PasswordForm
        key={round}
        submit={t("account.password.change")}
        onSend={(password) => save.mutate(password)}
        isSending={save.isPending}
        error={save.error}
      />
    </Card>
  );
}

function OwnSessions() {
  const errorText = useErrorText();
  const queries = useQueryClient();
  const shown = useQuery({
    queryKey: ["own-sessions"],
    queryFn: ({ signal }) => api.get("api/admin/sessions", { signal }),
  });
  const end = useMutation({
    mutationFn: (id: string) => api.delete("api/admin/sessions/{session_id}", { place: { session_id: id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["own-sessions"] }),
  });
  if (shown.data === undefined) {
    return shown.isError ? (
      <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
    ) : (
      <ListSkeleton rows={2} height={72} />
    );
  }
  return (
    <>
      {end.isError && <Notice tone="bad" urgent title={errorText(end.error)} />}
      <SessionRows
        sessions={shown.data.items}
        endingId={end.isPending ? end.variables : undefined}
        onEnd={(id) => end.mutate(id)}
      />
    </>
  );
}
