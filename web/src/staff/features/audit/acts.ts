/** The acts that the audit can be narrowed to, and the words for them. */
import { actWords } from "~/staff/i18n/en-acts.ts";

const PREFIX = "act_of.";

export const acts = (Object.keys(actWords) as (keyof typeof actWords)[]).map((key) => ({
  act: key.slice(PREFIX.length),
  key,
}));

/** An act's own name, for one that has no words yet: `signed_out` as "Signed out". */
export function plainWords(act: string): string {
  const words = act.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The key of the words for `act`; undefined for an act that this app does not know yet. */
export const wordsOf = (act: string) => acts.find((known) => known.act === act)?.key;
