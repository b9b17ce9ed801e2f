/** Makes a new version of an earlier one, and says what that means. */
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { fileActs, useFileAct } from "../queries.ts";

type RestoreDialogProps = { file: StaffFile; version: number; clientName: string; onClose: () => void };

export function RestoreDialog({ file, version, clientName, onClose }: RestoreDialogProps) {
  const t = useT();
  const notify = useNotify();
  const restore = useFileAct(() => fileActs.restore(file.id, version));
  const next = (file.versions[0]?.version ?? version) + 1;
  const isSeen = file.status === "published";
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("version.restore.title", { version })}
      text={t(isSeen ? "version.restore.seen" : "version.restore.text", { next, client: clientName })}
      confirm={t("version.restore")}
      isSending={restore.isPending}
      error={restore.error}
      onConfirm={() =>
        restore.mutate(undefined, {
          onSuccess: (restored) => {
            onClose();
            notify({ message: t("version.restored", { version, next: restored.version ?? next }) });
          },
        })
      }
    />
  );
}
