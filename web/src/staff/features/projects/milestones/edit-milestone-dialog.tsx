/** Changes a milestone's name, and the phase that it ends. Its day is moved, with a reason. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Milestone, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useChangeMilestone } from "../queries.ts";
import { PhaseChoice } from "./phase-choice.tsx";

type EditMilestoneDialogProps = { milestone: Milestone; project: StaffProject; onClose: () => void };
type Values = { name: string; phase_id: string | null };

export function EditMilestoneDialog({ milestone, project, onClose }: EditMilestoneDialogProps) {
  const t = useT();
  const change = useChangeMilestone(project.id, milestone.id);
  const form = useForm<Values>({
    name: "milestone",
    initialValues: { name: milestone.name, phase_id: milestone.phase_id },
    validate: { name: (name) => (name.trim() === "" ? t("project.name.missing") : null) },
  });
  const submit = ({ name, phase_id }: Values) =>
    change.mutate(
      { name: name.trim(), phase_id },
      { onSuccess: onClose, onError: (error) => showProblems(form, error) },
    );
  return (
    <FormDialog
      title={t("milestone.edit.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <TextInput label={t("milestone.name")} data-autofocus {...form.getInputProps("name")} />
      <PhaseChoice phases={project.phases} field={form.getInputProps("phase_id")} />
    </FormDialog>
  );
}
