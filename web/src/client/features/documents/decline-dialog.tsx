/** Declines a quote, with a reason if the client wants to give one. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./accept-dialog.module.css";
import { ResponseProblem } from "./response-problem.tsx";
import { useRespond } from "./use-respond.ts";

type DeclineDialogProps = {
  year: string;
  slug: string;
  document: DocumentDetail;
  opened: boolean;
  onClose: () => void;
};

export function DeclineDialog(props: DeclineDialogProps) {
  const t = useT();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t("decline.title")}>
      <DeclineForm {...props} />
    </Dialog>
  );
}

function DeclineForm({ year, slug, document, onClose }: DeclineDialogProps) {
  const t = useT();
  const respond = useRespond(year, slug);
  const [reason, setReason] = useState("");
  const provider = brand.name;
  const send = () =>
    respond.mutate(
      {
        version_hash: document.version_hash,
        options: [],
        outcome: "declined",
        comment: reason.trim() || null,
      },
      { onSuccess: onClose },
    );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className={classes.what}>{t("decline.detail", { provider })}</p>
      <Textarea
        label={t("decline.reason")}
        description={t("decline.reason_hint", { provider })}
        rows={3}
        resize="vertical"
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <ResponseProblem error={respond.error} onClose={onClose} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t("decline.keep")}
        </Button>
        <Button type="submit" className={classes.bad ?? ""} loading={respond.isPending}>
          {t("decline.confirm")}
        </Button>
      </div>
    </form>
  );
}
