/** Says what publishing, withdrawing or deleting a file will do, and does it. */
import { useNavigate } from "@tanstack/react-router";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { fileActs, useFileAct } from "./queries.ts";

type FileActDialogProps = {
  act: "publish" | "withdraw" | "delete";
  file: StaffFile;
  clientName: string;
  onClose: () => void;
};

const words = {
  publish: { confirm: "files.publish", done: "file.published" },
  withdraw: { confirm: "files.withdraw", done: "file.withdrawn" },
  delete: { confirm: "file.delete", done: "file.deleted" },
} as const;

export function FileActDialog({ act, file, clientName, onClose }: FileActDialogProps) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const { name } = file;
  const sending = useFileAct(async () => {
    await (act === "delete" ? fileActs.remove(file.id) : fileActs[act](file.id));
  });
  const confirm = () =>
    sending.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify({ message: t(words[act].done, { name }) });
      },
    });
  const remove = () =>
    sending.mutateAsync(undefined).then(
      () => {
        notify({ message: t(words[act].done, { name }) });
        const at = file.project_id === null ? {} : { project: file.project_id };
        return navigate({ ...paths.files({ client: file.client_id, ...at }), replace: true });
      },
      // Said in the dialog.
      () => undefined,
    );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`file.${act}.title`, { name })}
      text={t(`file.${act}.text`, { name, client: clientName, version: file.version ?? 0 })}
      confirm={t(words[act].confirm)}
      isDestructive={act !== "publish"}
      isSending={sending.isPending}
      error={sending.error}
      onConfirm={() => (act === "delete" ? void remove() : confirm())}
    />
  );
}
