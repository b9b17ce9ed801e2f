/** A new folder: it is opened, and kept as soon as a file lies in it. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { toFolder } from "./folder-nav.tsx";
import { isFolderPath, joined, namesOf } from "./folders.ts";

export function NewFolderDialog({ folder, onClose }: { folder: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const form = useForm({
    name: "new-folder",
    initialValues: { name: "" },
    validate: {
      name: (name) => {
        if (namesOf(name).length === 0) {
          return t("files.new_folder.missing");
        }
        return isFolderPath(name) ? null : t("files.new_folder.wrong");
      },
    },
  });
  const open = ({ name }: { name: string }) => {
    form.resetDirty();
    onClose();
    void navigate(toFolder(joined(folder, name)) as never);
  };
  return (
    <FormDialog
      title={folder === "" ? t("files.new_folder") : t("files.new_folder.in", { folder })}
      form={form}
      onSubmit={open}
      onClose={onClose}
      confirm={t("files.new_folder.open")}
      isSending={false}
      error={null}
    >
      <TextInput
        label={t("files.new_folder.name")}
        description={t("files.new_folder.hint")}
        maxLength={300}
        data-autofocus
        {...form.getInputProps("name")}
      />
    </FormDialog>
  );
}
