/** Deletes a draft for good, and goes to where it lay. */
import { useNavigate } from "@tanstack/react-router";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useRemoveFile } from "./queries.ts";

export function DeleteDialog({ file, onClose }: { file: StaffFile; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const { name } = file;
  const remove = useRemoveFile(file.id, async () => {
    notify({ message: t("file.deleted", { name }) });
    const at = file.project_id === null ? {} : { project: file.project_id };
    await navigate({ ...paths.files({ client: file.client_id, ...at }), replace: true });
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("file.delete.title", { name })}
      text={t("file.delete.text")}
      confirm={t("file.delete")}
      isDestructive
      isSending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    />
  );
}
