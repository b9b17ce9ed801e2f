/** The acts that the audit can be narrowed to, and the words for them. */
import { actWords } from "~/staff/i18n/en-acts.ts";

const PREFIX = "act_of.";

export const acts = (Object.keys(actWords) as (keyof typeof actWords)[]).map((key) => ({
  act: key.slice(PREFIX.length),
  key,
}));

/** The key of the words for `act`; undefined for an act that this app does not know yet. */
export const wordsOf = (act: string) => acts.find((known) => known.act === act)?.key;
