/** What an outcome is called. */
import type { TextKey } from "../../i18n/use-t.ts";

const known: Record<string, TextKey> = {
  accepted: "outcome.accepted",
  declined: "outcome.declined",
  acknowledged: "outcome.acknowledged",
};

export const outcomeText = (outcome: string): TextKey => known[outcome] ?? "outcome.other";
