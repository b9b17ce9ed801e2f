/** What a document is to its client: not everything that is written is a quote. */
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";

export type Asks = "choose" | "acknowledge" | "nothing";

/** What a document asks of its client. */
export function asksOf({ allowed_actions: actions }: Pick<StaffDocument, "allowed_actions">): Asks {
  if (actions.includes("choose")) {
    return "choose";
  }
  return actions.includes("acknowledge") ? "acknowledge" : "nothing";
}

/** A word for a sentence: "Publish this …?". */
export function useKind(document: Pick<StaffDocument, "allowed_actions">): string {
  const t = useT();
  return t(asksOf(document) === "choose" ? "kind.quote" : "kind.document");
}
