/** Changes how a project does, with the sentence that the client reads. */
import { Radio, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ProjectHealth, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { HealthTag } from "./project-tags.tsx";
import { useChangeProject } from "./queries.ts";
import classes from "./standing-card.module.css";

const healths: readonly ProjectHealth[] = ["green", "amber", "red"];
const LONGEST = 300;

type Values = { health: ProjectHealth; health_reason: string };

export function HealthDialog({ project, onClose }: { project: StaffProject; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const change = useChangeProject(project.id);
  const form = useForm<Values>({
    name: "health",
    initialValues: { health: project.health, health_reason: project.health_reason ?? "" },
  });
  const submit = ({ health, health_reason }: Values) =>
    change.mutate(
      { health, health_reason: health_reason.replace(/\s+/gu, " ").trim() },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("project.health.change")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <Radio.Group label={t("project.health")} {...form.getInputProps("health")}>
        <div className={classes.healths}>
          {healths.map((health) => (
            <Radio key={health} value={health} label={<HealthTag health={health} />} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t("project.health.reason")}
        description={t("project.health.reason.hint")}
        autosize
        minRows={2}
        maxLength={LONGEST}
        {...form.getInputProps("health_reason")}
      />
    </FormDialog>
  );
}
