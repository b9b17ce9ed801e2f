/** A new next action, or what changes about one: whose turn it is, what is to be done, until when. */
import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ActionSide, NextAction, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { orNone } from "../project-form.ts";
import { useAddAction, useChangeAction } from "../queries.ts";

type ActionDialogProps = { project: StaffProject; action?: NextAction; onClose: () => void };
type Values = { side: ActionSide; description: string; due_date: string };

const LONGEST = 500;

export function ActionDialog({ project, action, onClose }: ActionDialogProps) {
  const t = useT();
  const add = useAddAction(project.id);
  const change = useChangeAction(project.id, action?.id ?? "");
  const sending = action === undefined ? add : change;
  const form = useForm<Values>({
    name: "next-action",
    initialValues: {
      side: action?.side ?? "provider",
      description: action?.description ?? "",
      due_date: action?.due_date ?? "",
    },
    validate: { description: (text) => (text.trim() === "" ? t("next.description.missing") : null) },
  });
  const submit = ({ side, description, due_date }: Values) =>
    sending.mutate(
      { side, description: description.replace(/\s+/gu, " ").trim(), due_date: orNone(due_date) },
      { onSuccess: onClose, onError: (error: unknown) => showProblems(form, error) },
    );
  return (
    <FormDialog
      title={t(action === undefined ? "next.add" : "next.edit.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t(action === undefined ? "next.add" : "act.save")}
      isSending={sending.isPending}
      error={sending.error}
    >
      <SegmentedControl
        aria-label={t("next.side")}
        data={[
          { value: "provider", label: t("next.ours") },
          { value: "client", label: t("next.theirs", { client: project.client.name }) },
        ]}
        {...form.getInputProps("side")}
      />
      <Textarea
        label={t("next.description")}
        autosize
        minRows={2}
        maxLength={LONGEST}
        data-autofocus
        {...form.getInputProps("description")}
      />
      <TextInput type="date" label={t("next.due")} {...form.getInputProps("due_date")} />
    </FormDialog>
  );
}
