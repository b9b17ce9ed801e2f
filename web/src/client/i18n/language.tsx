/** Which language the app speaks: the one chosen in this browser, else the contact's, else the brand's. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { en as sharedEn } from "~/shared/i18n/en.ts";
import { type Catalogue, TextsProvider } from "~/shared/i18n/texts.tsx";
import { en } from "./en.ts";
import { LanguageChoice } from "./language-choice.ts";

const KEY = "portico-language";
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

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

type LanguageProps = { contactLanguage: string | undefined; children: ReactNode };

export function Language({ contactLanguage, children }: LanguageProps) {
  const [chosen, setChosen] = useState(keptLanguage);
  const wanted = [chosen, contactLanguage, brand.language].find((code) => code != null && code in loaders) ?? "en";
  const { data } = useSuspenseQuery({
    queryKey: ["texts", wanted],
    queryFn: loaders[wanted] ?? (() => english),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const choose = (language: string) => {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Kept for this page only.
    }
    setChosen(language);
  };
  useEffect(() => {
    document.documentElement.lang = wanted;
  }, [wanted]);
  return (
    <LanguageChoice value={choose}>
      <TextsProvider language={wanted} country={brand.country} catalogue={data}>
        {children}
      </TextsProvider>
    </LanguageChoice>
  );
}
