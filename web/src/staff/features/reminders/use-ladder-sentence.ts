/** When clients are reminded, in one sentence. */
import { useLocale } from "~/shared/i18n/texts.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { towardsLast } from "./ladder.ts";
import type { ReminderSettings } from "./queries.ts";

export function useLadderSentence(): (settings: ReminderSettings) => string {
  const t = useT();
  const locale = useLocale();
  const list = new Intl.ListFormat(locale);
  return ({ reminds, days_after: after, days_before_due: daysBefore }) => {
    if (!reminds) {
      return t("reminders.sentence.off");
    }
    const { before, onLast } = towardsLast(daysBefore);
    // "1 day", but "1 and 2 days".
    const words = (days: number[]) => ({
      count: days.length === 1 ? (days[0] ?? 0) : 2,
      days: list.format(days.map(String)),
    });
    const steps = [
      ...(after.length > 0 ? [t("reminders.step.after", words(after))] : []),
      ...(before.length > 0 ? [t("reminders.step.before", words(before))] : []),
      ...(onLast ? [t("reminders.step.last")] : []),
    ];
    return steps.length === 0
      ? t("reminders.sentence.no_days")
      : // A comma tells the steps from the days that a step names.
        t("reminders.sentence", { steps: steps.length < 3 ? steps.join(", and ") : list.format(steps) });
  };
}
