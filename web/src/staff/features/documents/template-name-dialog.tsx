/** The name of a template: of one to be made of a document, or another for one that is there. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { UseMutationResult } from "@tanstack/react-query";
import { ApiError } from "~/shared/api/api-error.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import type { Template } from "./template-queries.ts";

type TemplateNameDialogProps = {
  title: string;
  text: string;
  confirm: string;
  name: string;
  naming: UseMutationResult<Template, Error, string>;
  onNamed: (template: Template) => void;
  onClose: () => void;
};

/** As long as the server takes one. */
const LONGEST = 80;

const isTaken = (error: unknown): boolean => error instanceof ApiError && error.code === "name_taken";

export function TemplateNameDialog(props: TemplateNameDialogProps) {
  const { title, text, confirm, name, naming, onNamed, onClose } = props;
  const t = useT();
  const form = useForm({
    name: "template",
    initialValues: { name },
    validate: { name: (value) => (value.trim() === "" ? t("template.name.missing") : null) },
  });
  const submit = (values: { name: string }) =>
    naming.mutate(values.name.trim(), {
      onSuccess: (template) => {
        form.resetDirty();
        onClose();
        onNamed(template);
      },
      onError: (error) => {
        if (isTaken(error)) {
          form.setFieldError("name", t("error.code.name_taken"));
          form.getInputNode("name")?.focus();
        } else {
          showProblems(form, error);
        }
      },
    });
  return (
    <FormDialog
      title={title}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={confirm}
      isSending={naming.isPending}
      // A taken name is said beside the field.
      error={isTaken(naming.error) ? null : naming.error}
    >
      <p className={classes.text}>{text}</p>
      <TextInput label={t("template.name")} maxLength={LONGEST} data-autofocus {...form.getInputProps("name")} />
    </FormDialog>
  );
}
