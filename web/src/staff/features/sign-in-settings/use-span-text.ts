/** A span of minutes in words: 30 days. */
import { useLocale } from "~/shared/i18n/texts.tsx";
import { spanOf } from "./form-values.ts";

export function useSpanText(): (minutes: number) => string {
  const locale = useLocale();
  return (minutes) => {
    const { count, unit } = spanOf(minutes);
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Number(count));
  };
}
