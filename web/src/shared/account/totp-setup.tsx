/** Sets up an authenticator app: its secret to scan or to type, its first code, and the recovery codes. */
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ErrorState, ListSkeleton } from "../ui/list-states.tsx";
import { QrCode } from "../ui/qr-code.tsx";
import classes from "./account.module.css";
import { groupsOf } from "./codes.ts";
import { useFactor } from "./factor.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { typedCode, useCodeErrorText } from "./way-words.ts";

export function TotpSetup({ onDone }: { onDone: () => void }) {
  const t = useSharedT();
  const codeErrorText = useCodeErrorText();
  const factor = useFactor();
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  // Each showing draws a secret of its own, which nothing keeps.
  const secret = useQuery({
    queryKey: ["totp-secret"],
    queryFn: factor.begin,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const confirm = useMutation({ mutationFn: factor.confirm });
  if (confirm.data !== undefined) {
    return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={onDone} />;
  }
  if (secret.data === undefined) {
    return secret.isError ? (
      <ErrorState error={secret.error} onRetry={() => void secret.refetch()} />
    ) : (
      <ListSkeleton rows={3} />
    );
  }
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const code = typedCode("totp", typed);
    setMissing(code === undefined);
    if (code !== undefined) {
      confirm.mutate(code);
    }
  };
  const problem = missing
    ? t("factor.missing.totp")
    : confirm.error === null
      ? undefined
      : codeErrorText(confirm.error, "totp");
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <p className={classes.text}>{t("factor.setup.hint")}</p>
      <div className={classes.picture}>
        <QrCode svg={secret.data.qr_svg} alt={t("factor.setup.picture")} />
      </div>
      <p className={classes.text}>
        {t("factor.setup.by_hand")} <a href={secret.data.uri}>{t("factor.setup.open")}</a>
      </p>
      <div className={classes.secret}>
        <code>{groupsOf(secret.data.secret)}</code>
        <CopyButton value={secret.data.secret} label={t("factor.setup.secret")} />
      </div>
      <TextInput
        label={t("factor.setup.label")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        data-autofocus
      />
      <Button type="submit" loading={confirm.isPending}>
        {t("factor.setup.confirm")}
      </Button>
    </form>
  );
}
