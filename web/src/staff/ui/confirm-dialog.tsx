/** Says in one sentence what will happen, with the act's own word on the button. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./dialog.module.css";

type ConfirmDialogProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  text: string;
  confirm: string;
  /** Instead of "Cancel". */
  cancel?: string;
  onConfirm: () => void;
  isSending: boolean;
  error: unknown;
  isDestructive?: boolean;
  children?: ReactNode;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { opened, onClose, title, text, confirm, cancel, onConfirm, isSending, error, children } = props;
  const { isDestructive = false } = props;
  const failed = error !== null && error !== undefined;
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <div className={classes.body}>
        <p className={classes.text}>{text}</p>
        {children}
        {failed && <Notice tone="bad" urgent title={errorText(error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {cancel ?? t("act.cancel")}
          </Button>
          <Button
            className={isDestructive ? classes.destructive : undefined}
            loading={isSending}
            onClick={onConfirm}
            data-autofocus={isDestructive ? undefined : true}
          >
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
