/** Says what publishing or withdrawing a file will do, and does it. */
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { fileActs, useFileAct } from "./queries.ts";

type FileActDialogProps = {
  act: "publish" | "withdraw";
  file: StaffFile;
  clientName: string;
  onClose: () => void;
};

const words = {
  publish: { confirm: "files.publish", done: "file.published" },
  withdraw: { confirm: "files.withdraw", done: "file.withdrawn" },
} as const;

export function FileActDialog({ act, file, clientName, onClose }: FileActDialogProps) {
  const t = useT();
  const notify = useNotify();
  const { name } = file;
  const sending = useFileAct(() => fileActs[act](file.id));
  const confirm = () =>
    sending.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify({ message: t(words[act].done, { name }) });
      },
    });
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
      onConfirm={confirm}
    />
  );
}
