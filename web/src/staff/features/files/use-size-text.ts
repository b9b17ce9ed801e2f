/** How large something is, as people of a locale write it: 1.2 MB. */
import { useMemo } from "react";
import { useLocale } from "~/shared/i18n/texts.tsx";

const UNITS = ["kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function sizeText(locale: string, bytes: number): string {
  const at = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1));
  const amount = bytes / 1000 ** (at + 1);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[at] ?? "kilobyte",
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}

export function useSizeText(): (bytes: number) => string {
  const locale = useLocale();
  return useMemo(() => (bytes) => sizeText(locale, bytes), [locale]);
}
