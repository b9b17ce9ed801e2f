/** Makes a new draft of what a document says, for the same client or another. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useDuplicate } from "./template-queries.ts";

type DuplicateDialogProps = { document: StaffDocument; onSave: () => Promise<boolean>; onClose: () => void };
type Copy = { client_id: string; title: string };

export function DuplicateDialog({ document, onSave, onClose }: DuplicateDialogProps) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const duplicate = useDuplicate(document.id, onSave);
  const form = useForm<Copy>({
    name: "copy",
    initialValues: { client_id: document.client.id, title: document.title },
    validate: {
      client_id: (id) => (id === "" ? t("new_document.client.missing") : null),
      title: (title) => (title.trim() === "" ? t("new_document.name.missing") : null),
    },
  });
  const submit = ({ client_id, title }: Copy) =>
    duplicate.mutate(
      { client_id, title: title.trim() },
      {
        onSuccess: (copy) => {
          form.resetDirty();
          onClose();
          notify({ message: t("duplicate.done") });
          void navigate(paths.document(copy.id));
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("duplicate.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("duplicate.button")}
      isSending={duplicate.isPending}
      error={duplicate.error}
    >
      <p className={classes.text}>{t("duplicate.text")}</p>
      <ClientSelect
        label={t("new_document.client")}
        value={form.values.client_id}
        onChange={(id) => form.setFieldValue("client_id", id)}
        error={form.errors.client_id}
      />
      <TextInput label={t("new_document.name")} data-autofocus {...form.getInputProps("title")} />
    </FormDialog>
  );
}
