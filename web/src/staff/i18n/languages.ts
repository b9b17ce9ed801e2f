/** The languages of the portal, in words. */
import { useT } from "./en.ts";

const codes = ["en", "de", "fr", "es", "nl"] as const;

export function useLanguageOptions(): { value: string; label: string }[] {
  const t = useT();
  return codes.map((value) => ({ value, label: t(`language.${value}`) }));
}
