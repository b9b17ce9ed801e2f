/** One's second factor in the settings: what is set up, and what can be changed about it. */
import { Button, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useErrorText } from "../i18n/error-text.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { Card } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "../ui/list-states.tsx";
import { Notice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import classes from "./account.module.css";
import { factorKey, type SecondFactor, useFactor } from "./factor.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpSetup } from "./totp-setup.tsx";

type Opened = "setup" | "remove" | "codes";

export function FactorCard() {
  const factor = useFactor();
  const shown = useQuery({ queryKey: factorKey, queryFn: ({ signal }) => factor.show(signal) });
  if (shown.data === undefined) {
    return shown.isError ? (
      <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
    ) : (
      <ListSkeleton rows={1} height={120} />
    );
  }
  return <Shown factor={shown.data} />;
}

function Shown({ factor: known }: { factor: SecondFactor }) {
  const t = useSharedT();
  const format = useFormat();
  const errorText = useErrorText();
  const factor = useFactor();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const refetch = () => queries.invalidateQueries({ queryKey: factorKey });
  const close = () => {
    setOpened(undefined);
    renew.reset();
    void refetch();
  };
  const remove = useMutation({ mutationFn: factor.remove, onSuccess: close });
  const renew = useMutation({ mutationFn: factor.renew, onSuccess: () => setOpened("codes") });
  const byMessage = useMutation({
    mutationFn: (on: boolean) => factor.byMessage?.(on) ?? Promise.resolve(undefined),
    onSettled: refetch,
  });
  const hasApp = known.totp_confirmed_at !== null;
  const isForced = known.setting === "forced";
  const error = renew.error ?? byMessage.error;
  return (
    <Card className={classes.form}>
      <div className={classes.head}>
        <p className={classes.name}>{t("factor.app")}</p>
        <Tag tone={hasApp ? "good" : "calm"}>{t(hasApp ? "factor.on" : "factor.off")}</Tag>
      </div>
      <p className={classes.text}>
        {hasApp
          ? t("factor.app.since", { date: format.date(known.totp_confirmed_at ?? "") })
          : t(known.setting === "off" ? "factor.not_offered" : "factor.app.hint")}
      </p>
      {hasApp && <p className={classes.text}>{t("factor.codes.left", { count: known.recovery_codes_left })}</p>}
      {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
      <div className={classes.acts}>
        {!hasApp && known.setting !== "off" && (
          <Button onClick={() => setOpened("setup")}>{t("factor.setup.begin")}</Button>
        )}
        {hasApp && (
          <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
            {t("factor.codes.renew")}
          </Button>
        )}
        {hasApp && !isForced && (
          <Button variant="default" onClick={() => setOpened("remove")}>
            {t("factor.remove")}
          </Button>
        )}
      </div>
      {factor.byMessage !== undefined && known.setting !== "off" && (
        <Switch
          label={t("factor.by_message")}
          description={t("factor.by_message.hint")}
          checked={byMessage.isPending ? byMessage.variables : known.by_message}
          onChange={(event) => byMessage.mutate(event.currentTarget.checked)}
        />
      )}
      <Dialog title={t("factor.setup.title")} opened={opened === "setup"} onClose={close}>
        <TotpSetup onDone={close} />
      </Dialog>
      <Dialog title={t("factor.codes.title")} opened={opened === "codes"} onClose={close}>
        {renew.data !== undefined && <RecoveryCodes codes={renew.data.recovery_codes} onDone={close} />}
      </Dialog>
      <Dialog title={t("factor.remove.title")} opened={opened === "remove"} onClose={close}>
        <div className={classes.form}>
          <p className={classes.text}>{t("factor.remove.text")}</p>
          {remove.isError && <Notice tone="bad" urgent title={errorText(remove.error)} />}
          <div className={classes.acts}>
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("factor.remove")}
            </Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}
