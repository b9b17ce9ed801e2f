/**
 * Texts by key. A catalogue is a plain object; a text may name values in braces and may have a form per plural
 * category of its `count`. Each app merges its own catalogue with the shared one and types its keys with `typedTexts`.
 */
import { createContext, type ReactNode, use, useMemo } from "react";

export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Catalogue = Record<string, Text>;
export type Values = Record<string, string | number>;

/** A catalogue of another language must have exactly the keys of the English one. */
export type SameKeys<C extends Catalogue> = { [Key in keyof C]: Text };

/** The text of `key` with its values filled in. A key without a text shows as itself. */
export function textOf(catalogue: Catalogue, locale: string, key: string, values: Values = {}): string {
  const text = catalogue[key];
  if (text === undefined) {
    return key;
  }
  const form = typeof text === "string" ? text : pluralForm(text, locale, values);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) {
      return whole;
    }
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(text: Exclude<Text, string>, locale: string, values: Values): string {
  const category = new Intl.PluralRules(locale).select(Number(values.count ?? 0));
  return text[category] ?? text.other;
}

/** The locale in which a language's dates and money are written for people of `country`. */
export function localeOf(language: string, country: string): string {
  const regions: Record<string, string[]> = { en: ["US", "CA", "AU", "NZ", "IE", "IN"], de: ["AT", "CH", "LI"] };
  const fallback: Record<string, string> = { en: "GB", de: "DE" };
  const region = regions[language]?.includes(country) ? country : fallback[language];
  return region === undefined ? language : `${language}-${region}`;
}

type Texts = { locale: string; language: string; catalogue: Catalogue };

const TextsContext = createContext<Texts>({ locale: "en-GB", language: "en", catalogue: {} });

type TextsProviderProps = { language: string; country: string; catalogue: Catalogue; children: ReactNode };

export function TextsProvider({ language, country, catalogue, children }: TextsProviderProps) {
  const texts = useMemo(
    () => ({ language, locale: localeOf(language, country), catalogue }),
    [language, country, catalogue],
  );
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export const useLocale = (): string => use(TextsContext).locale;
export const useLanguage = (): string => use(TextsContext).language;

export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** `export const useT = typedTexts<keyof typeof en>()`. */
export function typedTexts<Key extends string>(): () => Translate<Key> {
  return () => {
    const { catalogue, locale } = use(TextsContext);
    return useMemo(() => (key: Key, values?: Values) => textOf(catalogue, locale, key, values), [catalogue, locale]);
  };
}
