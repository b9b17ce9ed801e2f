/** Changes what a project says of itself: name, code, status, dates. */
import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ProjectStatus, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { projectStatuses } from "~/staff/paths.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { ProjectFields } from "./project-fields.tsx";
import { type ProjectForm, projectChange, projectFormOf, projectRules } from "./project-form.ts";
import { useChangeProject } from "./queries.ts";

type Values = ProjectForm & { status: ProjectStatus };

export function EditProjectDialog({ project, onClose }: { project: StaffProject; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const change = useChangeProject(project.id);
  const words = { code: t("project.code.missing"), name: t("project.name.missing"), order: t("project.date.order") };
  const form = useForm<Values>({
    name: "project",
    initialValues: { ...projectFormOf(project), status: project.status },
    validate: projectRules(words),
  });
  const submit = ({ status, ...values }: Values) => {
    const before = form.getInitialValues();
    change.mutate(
      { ...projectChange(before, values), ...(status === before.status ? {} : { status }) },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  };
  return (
    <FormDialog
      title={t("project.edit.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <ProjectFields field={(name) => form.getInputProps(name)} />
      <Select
        label={t("project.status")}
        allowDeselect={false}
        data={projectStatuses.map((value) => ({ value, label: t(`project.status.${value}`) }))}
        {...form.getInputProps("status")}
      />
      <TextInput
        label={t("project.harvest")}
        description={t("project.harvest.hint")}
        {...form.getInputProps("harvest_project_id")}
      />
    </FormDialog>
  );
}
