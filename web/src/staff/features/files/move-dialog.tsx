/** Moves files to a folder that is chosen or typed. */
import { useForm } from "@mantine/form";
import type { FileRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { BulkProgress } from "./bulk-progress.tsx";
import { FolderField } from "./folder-field.tsx";
import { isFolderPath, joined } from "./folders.ts";
import { type FileScope, fileActs } from "./queries.ts";
import { type BulkResult, useBulk } from "./use-bulk.ts";

type MoveDialogProps = {
  files: readonly FileRow[];
  scope: FileScope;
  onClose: () => void;
  onDone: (result: BulkResult) => void;
};

export function MoveDialog({ files, scope, onClose, onDone }: MoveDialogProps) {
  const t = useT();
  const { run, progress } = useBulk();
  const clients = new Set(files.map(({ client }) => client.id));
  const [only] = clients;
  const form = useForm({
    name: "move-files",
    initialValues: { folder: files.length === 1 ? (files[0]?.folder ?? "") : "" },
    validate: { folder: (folder) => (isFolderPath(folder) ? null : t("files.new_folder.wrong")) },
  });
  const submit = ({ folder }: { folder: string }) =>
    void run(files, ({ id }) => fileActs.change(id, { folder: joined(folder) })).then(onDone);
  return (
    <FormDialog
      title={t("files.move.title", { count: files.length })}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("files.move")}
      isSending={progress !== undefined}
      error={null}
    >
      <FolderField
        scope={clients.size === 1 ? { clientId: only, ...scope } : scope}
        maxLength={300}
        data-autofocus
        openOnFocus={false}
        {...form.getInputProps("folder")}
      />
      <BulkProgress progress={progress} />
    </FormDialog>
  );
}
