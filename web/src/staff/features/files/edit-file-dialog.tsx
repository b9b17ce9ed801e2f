/** Renames a file, or moves it to another folder. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { FolderField } from "./folder-field.tsx";
import { isFolderPath, joined } from "./folders.ts";
import { fileActs, useFileAct } from "./queries.ts";

type Values = { name: string; folder: string };

export function EditFileDialog({ file, onClose }: { file: StaffFile; onClose: () => void }) {
  const t = useT();
  const offerUndo = useUndoNotice("file");
  const change = useFileAct((values: Values) => fileActs.change(file.id, values));
  const before: Values = { name: file.name, folder: file.folder };
  const form = useForm<Values>({
    name: "file",
    initialValues: before,
    validate: {
      name: (name) => (name.trim() === "" ? t("file.name.missing") : null),
      folder: (folder) => (isFolderPath(folder) ? null : t("files.new_folder.wrong")),
    },
  });
  const submit = ({ name, folder }: Values) =>
    change.mutate(
      { name: name.trim(), folder: joined(folder) },
      {
        onSuccess: ({ name }) => {
          onClose();
          offerUndo(t("file.changed", { name }), () => change.mutate(before));
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("file.edit")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <TextInput label={t("file.name")} maxLength={200} data-autofocus {...form.getInputProps("name")} />
      <FolderField
        scope={{ clientId: file.client_id, projectId: file.project_id ?? undefined }}
        maxLength={300}
        {...form.getInputProps("folder")}
      />
    </FormDialog>
  );
}
