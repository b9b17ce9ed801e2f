/** Asks whether exactly this version was read, and records it. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./accept-dialog.module.css";
import { ResponseProblem } from "./response-problem.tsx";
import { type Acknowledged, useAcknowledge } from "./use-acknowledge.ts";

/** What is to be acknowledged, as its item and its document tell it. */
export type ToAcknowledge = {
  actionItemId: string;
  versionHash: string;
  year: string;
  slug: string;
  title: string;
  number: string;
  clientName: string;
  version: number;
};

type AcknowledgeDialogProps = {
  what: ToAcknowledge;
  opened: boolean;
  onClose: () => void;
  onDone?: (made: Acknowledged) => void;
  /** The way to the document, where it does not stand open behind the dialog. */
  read?: ReactNode;
};

export function AcknowledgeDialog({ what, opened, onClose, onDone, read }: AcknowledgeDialogProps) {
  const t = useT();
  const acknowledge = useAcknowledge(what.year, what.slug, onDone);
  const { actionItemId, versionHash, title, number, version, clientName: client } = what;
  const close = () => {
    acknowledge.reset();
    onClose();
  };
  const { error } = acknowledge;
  const isOld = error instanceof ApiError && error.code === "version_changed";
  return (
    <Dialog opened={opened} onClose={close} title={t("acknowledge.title")}>
      <div className={classes.form}>
        <p className={classes.what}>{t("acknowledge.text", { title, number, version, client })}</p>
        {isOld && read !== undefined ? (
          <Notice tone="warn" urgent title={t("acknowledge.changed")} action={read} />
        ) : (
          <ResponseProblem error={error} onClose={close} />
        )}
        <div className={classes.buttons}>
          {read ?? (
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
          )}
          <Button
            data-autofocus
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ actionItemId, versionHash }, { onSuccess: close })}
          >
            {t("acknowledge.confirm", { version })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
