/** Which language the app speaks: the contact's; before that is known, the one this browser kept, else the brand's. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { en as sharedEn } from "~/shared/i18n/en.ts";
import { keepLanguage, keptLanguage } from "~/shared/i18n/kept-language.ts";
import { type Catalogue, TextsProvider } from "~/shared/i18n/texts.tsx";
import { en } from "./en.ts";

const english: Catalogue = { ...sharedEn, ...en };

const loaders: Record<string, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(english),
  de: async () => {
    const [shared, own] = await Promise.all([import("~/shared/i18n/de.ts"), import("./de.ts")]);
    return { ...shared.de, ...own.de };
  },
};

const known: { code: string; name: string }[] = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
];

/** The languages that may be chosen here, by their own names. */
export const languages = known.filter(({ code }) => brand.languages.includes(code));

type LanguageProps = { contactLanguage: string | undefined; children: ReactNode };

export function Language({ contactLanguage, children }: LanguageProps) {
  const wanted = [contactLanguage, keptLanguage(), brand.language].find((code) => code != null && code in loaders);
  const language = wanted ?? "en";
  const { data } = useSuspenseQuery({
    queryKey: ["texts", language],
    queryFn: loaders[language] ?? (() => english),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.documentElement.lang = language;
    if (contactLanguage !== undefined) {
      keepLanguage(language);
    }
  }, [language, contactLanguage]);
  return (
    <TextsProvider language={language} country={brand.country} catalogue={data}>
      {children}
    </TextsProvider>
  );
}
