/** A new project of a client. */
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { ProjectFields } from "./project-fields.tsx";
import { emptyProject, orNone, type ProjectForm, projectRules } from "./project-form.ts";
import { useCreateProject } from "./queries.ts";

type NewProject = ProjectForm & { client_id: string };

export function NewProjectDialog({ clientId = "", onClose }: { clientId?: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const create = useCreateProject();
  const words = { code: t("project.code.missing"), name: t("project.name.missing"), order: t("project.date.order") };
  const form = useForm<NewProject>({
    name: "new-project",
    initialValues: { ...emptyProject, client_id: clientId },
    validate: {
      client_id: (id) => (id === "" ? t("project.client.missing") : null),
      ...projectRules(words),
    },
  });
  const submit = ({ client_id, code, name, start_date, due_date }: NewProject) =>
    create.mutate(
      { client_id, code: code.trim(), name: name.trim(), start_date: orNone(start_date), due_date: orNone(due_date) },
      {
        onSuccess: (project) => {
          form.resetDirty();
          void navigate(paths.project(project.id));
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("projects.new")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("project.create")}
      isSending={create.isPending}
      error={create.error}
    >
      <ClientSelect
        isFirst={clientId === ""}
        label={t("project.client")}
        value={form.values.client_id}
        onChange={(id) => form.setFieldValue("client_id", id)}
        error={form.errors.client_id}
      />
      <ProjectFields isNew isFirst={clientId !== ""} field={(name) => form.getInputProps(name)} />
    </FormDialog>
  );
}
