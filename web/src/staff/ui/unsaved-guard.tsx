/** Asks before a page is left with changes that nobody saved. */
import { useBlocker } from "@tanstack/react-router";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

export function UnsavedGuard({ isDirty }: { isDirty: () => boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isDirty(),
    enableBeforeUnload: () => isDirty(),
    withResolver: true,
  });
  return <LeaveDialog opened={status === "blocked"} onStay={() => reset?.()} onLeave={() => proceed?.()} />;
}

type LeaveDialogProps = { opened: boolean; onStay: () => void; onLeave: () => void };

export function LeaveDialog({ opened, onStay, onLeave }: LeaveDialogProps) {
  const t = useT();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onStay}
      title={t("unsaved.title")}
      text={t("unsaved.text")}
      cancel={t("unsaved.stay")}
      confirm={t("unsaved.leave")}
      isDestructive
      isSending={false}
      error={null}
      onConfirm={onLeave}
    />
  );
}
