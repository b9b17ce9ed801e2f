/** How a published document stands with its client, from what staff know of it. */
import type { DocumentState, StaffDocument } from "~/staff/api/wire.ts";

export function stateOf(document: StaffDocument, today = new Date()): DocumentState | null {
  if (document.status !== "published") {
    return null;
  }
  const answer = document.responses.find(({ version }) => version === document.published_version);
  if (answer !== undefined) {
    return answer.outcome;
  }
  if (document.acknowledgements.some(({ is_current: isCurrent }) => isCurrent)) {
    return "acknowledged";
  }
  if (!document.allowed_actions.some((action) => action === "choose" || action === "acknowledge")) {
    return "informative";
  }
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const hasEnd = document.allowed_actions.includes("choose");
  return hasEnd && document.valid_until !== null && document.valid_until < day ? "expired" : "open";
}
