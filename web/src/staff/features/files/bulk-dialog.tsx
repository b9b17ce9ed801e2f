/** Says what an act on many files will do, and does it to one after another. */
import type { FileRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { BulkProgress } from "./bulk-progress.tsx";
import { fileActs } from "./queries.ts";
import { type BulkResult, useBulk } from "./use-bulk.ts";

const acts = {
  publish: fileActs.publish,
  withdraw: fileActs.withdraw,
  delete: fileActs.remove,
};
export type BulkAct = keyof typeof acts;

type BulkDialogProps = {
  act: BulkAct;
  files: readonly FileRow[];
  onClose: () => void;
  onDone: (result: BulkResult) => void;
};

export function BulkDialog({ act, files, onClose, onDone }: BulkDialogProps) {
  const t = useT();
  const { run, progress } = useBulk();
  const count = files.length;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`files.${act}.title`, { count })}
      text={t(`files.${act}.text`, { count })}
      confirm={t(`files.${act}`)}
      isDestructive={act !== "publish"}
      isSending={progress !== undefined}
      error={null}
      onConfirm={() => void run(files, ({ id }) => acts[act](id) as Promise<unknown>).then(onDone)}
    >
      <BulkProgress progress={progress} />
    </ConfirmDialog>
  );
}
