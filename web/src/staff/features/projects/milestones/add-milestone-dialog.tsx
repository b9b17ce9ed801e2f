/** A new milestone: its name, the day that is agreed, the phase that it ends. */
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useAddMilestone } from "../queries.ts";
import { PhaseChoice } from "./phase-choice.tsx";

type Values = { name: string; baseline_date: string; phase_id: string | null };

export function AddMilestoneDialog({ project, onClose }: { project: StaffProject; onClose: () => void }) {
  const t = useT();
  const add = useAddMilestone(project.id);
  const form = useForm<Values>({
    name: "new-milestone",
    initialValues: { name: "", baseline_date: "", phase_id: null },
    validate: {
      name: (name) => (name.trim() === "" ? t("project.name.missing") : null),
      baseline_date: (day) => (day === "" ? t("project.date.missing") : null),
    },
  });
  const submit = ({ name, ...values }: Values) =>
    add.mutate({ name: name.trim(), ...values }, { onSuccess: onClose, onError: (error) => showProblems(form, error) });
  return (
    <FormDialog
      title={t("milestones.add")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("milestones.add")}
      isSending={add.isPending}
      error={add.error}
    >
      <TextInput label={t("milestone.name")} data-autofocus {...form.getInputProps("name")} />
      <TextInput
        type="date"
        label={t("milestone.baseline")}
        description={t("milestone.baseline.hint")}
        {...form.getInputProps("baseline_date")}
      />
      <PhaseChoice phases={project.phases} field={form.getInputProps("phase_id")} />
    </FormDialog>
  );
}
