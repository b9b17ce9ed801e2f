/** Moves a milestone to another day, with the reason: the client is told, and it stays written down. */
import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useFormat } from "~/shared/i18n/format.ts";
import type { Milestone, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useMoveMilestone } from "../queries.ts";

type MoveDialogProps = { milestone: Milestone; project: StaffProject; onClose: () => void };
type Values = { forecast_date: string; reason: string };

export function MoveDialog({ milestone, project, onClose }: MoveDialogProps) {
  const t = useT();
  const format = useFormat();
  const notify = useNotify();
  const move = useMoveMilestone(project.id, milestone.id);
  const form = useForm<Values>({
    name: "move",
    initialValues: { forecast_date: milestone.forecast_date, reason: "" },
    validate: {
      forecast_date: (day) => {
        const isSame = day === milestone.forecast_date;
        return day === "" ? t("project.date.missing") : isSame ? t("milestone.move.same") : null;
      },
      reason: (reason) => (reason.trim() === "" ? t("milestone.move.reason.missing") : null),
    },
  });
  const submit = ({ forecast_date, reason }: Values) =>
    move.mutate(
      { forecast_date, reason: reason.trim() },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("milestone.move.done", { date: format.date(forecast_date) }) });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("milestone.move.title", { name: milestone.name })}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("milestone.move.confirm")}
      isSending={move.isPending}
      error={move.error}
    >
      <TextInput
        type="date"
        label={t("milestone.move.date")}
        description={t("milestone.move.now", { date: format.longDate(milestone.forecast_date) })}
        data-autofocus
        {...form.getInputProps("forecast_date")}
      />
      <Textarea
        label={t("milestone.move.reason")}
        description={t("milestone.move.reason.hint")}
        autosize
        minRows={2}
        {...form.getInputProps("reason")}
      />
      <p className={classes.soft}>{t("milestone.move.told", { client: project.client.name })}</p>
    </FormDialog>
  );
}
