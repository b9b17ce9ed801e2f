/** The words of the staff app by key, with `{name}` filled in and the plural form of `count`. */
import { useCallback } from "react";
import { english } from "./en.ts";

export type TextKey = keyof typeof english extends infer K ? (K extends `${infer Base}#one` ? Base : K) : never;
export type TextValues = Record<string, string | number>;
export type Text = (key: Exclude<TextKey, `${string}#other`>, values?: TextValues) => string;

const catalogues = { en: english };
const language = "en";
const plurals = new Intl.PluralRules(language);

/** The text of `key`. A key with plural forms wants `count`. */
export const text: Text = (key, values = {}) => {
  const words: Record<string, string> = catalogues[language];
  const { count } = values;
  const plural = typeof count === "number" ? words[`${key}#${plurals.select(count)}`] : undefined;
  const found = plural ?? words[key] ?? words[`${key}#other`] ?? key;
  return found.replace(/\{(\w+)\}/gu, (hole, name: string) => String(values[name] ?? hole));
};

/** Words that come from the server as a key (an act, a state): the word itself where the catalogue has none. */
export const textOr = (key: string, otherwise: string): string => (english as Record<string, string>)[key] ?? otherwise;

export const useText = (): Text => useCallback<Text>((key, values) => text(key, values), []);
