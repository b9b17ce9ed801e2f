/** When clients who do not answer are reminded by themselves. */
import { Button, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { BellOff, BellRing } from "lucide-react";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import page from "~/staff/ui/settings-form.module.css";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { DayChips } from "./day-chips.tsx";
import { type ReminderSettings, reminderSettingsQuery, useSaveReminderSettings } from "./queries.ts";
import classes from "./reminders-page.module.css";
import { useLadderSentence } from "./use-ladder-sentence.ts";

export function RemindersPage() {
  const t = useT();
  usePageTitle(t("reminders.title"));
  const settings = useQuery(reminderSettingsQuery);
  const mayAdminister = useMayAdminister();
  return (
    <div className={page.page}>
      <PageHeading title={t("reminders.title")} lead={t("reminders.lead")} />
      {settings.isPending && <ListSkeleton rows={1} height={320} />}
      {settings.isError && settings.data === undefined && (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined &&
        (mayAdminister ? (
          <LadderForm settings={settings.data} />
        ) : (
          <>
            <Notice tone="info" title={t("settings.read_only")} />
            <Sentence settings={settings.data} />
          </>
        ))}
    </div>
  );
}

function LadderForm({ settings }: { settings: ReminderSettings }) {
  const t = useT();
  const notify = useNotify();
  const save = useSaveReminderSettings();
  const form = useForm<ReminderSettings>({ name: "reminders", initialValues: settings });
  const submit = form.onSubmit((values) =>
    save.mutate(values, {
      onSuccess: (saved) => {
        form.setValues(saved);
        form.resetDirty(saved);
        notify({ message: t("act.saved") });
      },
      onError: (error) => showProblems(form, error),
    }),
  );
  const { reminds, days_after: after, days_before_due: before } = form.values;
  return (
    <form className={page.form} onSubmit={submit} noValidate>
      <Card>
        <div className={page.group}>
          <Switch label={t("reminders.on")} {...form.getInputProps("reminds", { type: "checkbox" })} />
          {reminds && (
            <>
              <DayChips
                kind="after"
                days={after}
                least={1}
                refused={form.errors.days_after}
                onChange={(days) => form.setFieldValue("days_after", days)}
              />
              <DayChips
                kind="before"
                days={before.toSorted((one, other) => one - other)}
                least={0}
                refused={form.errors.days_before_due}
                onChange={(days) => form.setFieldValue("days_before_due", days.toReversed())}
              />
            </>
          )}
        </div>
      </Card>
      <Sentence settings={form.values} />
      <FormNotice form={form} error={save.error} />
      <UnsavedGuard isDirty={form.isDirty} />
      <div className={page.end}>
        <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
          {t("act.save")}
        </Button>
      </div>
    </form>
  );
}

/** What the days come to. */
function Sentence({ settings }: { settings: ReminderSettings }) {
  const t = useT();
  const sentence = useLadderSentence();
  const Icon = settings.reminds ? BellRing : BellOff;
  return (
    <div className={classes.sentence}>
      <Icon size={20} aria-hidden="true" className={classes.icon} />
      <div>
        <p className={classes.words} aria-live="polite">
          {sentence(settings)}
        </p>
        {settings.reminds && <p className={page.hint}>{t("reminders.when")}</p>}
      </div>
    </div>
  );
}
