/** Sets a later last day on which a quote can be accepted. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useFormat } from "~/shared/i18n/format.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./document-page.module.css";
import { dayOf } from "./editor/blocks.ts";
import { useExtend } from "./queries.ts";

const PRESETS_DAYS = [7, 14, 30];

/** The day so many days from today. */
function laterBy(days: number, today = new Date()): string {
  return dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() + days));
}

type Extension = { valid_until: string };

export function ExtendDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const format = useFormat();
  const extend = useExtend(document.id);
  const form = useForm<Extension>({
    name: "extension",
    initialValues: { valid_until: document.valid_until ?? "" },
    validate: { valid_until: (date) => (date === "" ? t("extend.date.missing") : null) },
  });
  const submit = ({ valid_until: date }: Extension) =>
    extend.mutate(date, {
      onSuccess: () => {
        onClose();
        notify({ message: t("extend.done", { date: format.date(date) }) });
      },
      onError: (error) => showProblems(form, error),
    });
  return (
    <FormDialog
      title={t("extend.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("extend.confirm")}
      isSending={extend.isPending}
      error={extend.error}
    >
      <p className={classes.line}>{t("extend.text")}</p>
      <div className={classes.verdicts}>
        {PRESETS_DAYS.map((days) => (
          <Button
            key={days}
            size="compact-md"
            variant="default"
            onClick={() => form.setFieldValue("valid_until", laterBy(days))}
          >
            {t("extend.days", { count: days })}
          </Button>
        ))}
      </div>
      <TextInput type="date" label={t("extend.date")} data-autofocus {...form.getInputProps("valid_until")} />
    </FormDialog>
  );
}
