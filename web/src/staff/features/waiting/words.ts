/** How long something has been waiting, in words. */
import { useT } from "~/staff/i18n/en.ts";

export function useWaitedWords(): (days: number) => string {
  const t = useT();
  return (days) => (days <= 0 ? t("waiting.days.today") : t("waiting.days", { count: days }));
}
