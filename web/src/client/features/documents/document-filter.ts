/** What the list of documents may be narrowed to, and which types there are to narrow it to. Pure. */
import type { DocumentRow, DocumentState } from "~/shared/api/types.ts";
import type { DocumentFilter } from "./queries.ts";

/** The states to choose from. */
export const states = ["open", "accepted", "declined", "expired"] as const satisfies DocumentState[];

/** The filter that an address holds; what makes no sense is left out. */
export function documentFilter({ q, status, type }: Record<string, unknown>): DocumentFilter {
  const state = states.find((state) => state === status);
  return {
    ...(typeof q === "string" && q !== "" ? { q } : {}),
    ...(state === undefined ? {} : { status: state }),
    ...(typeof type === "string" && type !== "" ? { type } : {}),
  };
}

/** The types among documents, by their names. */
export function typesOf(documents: Pick<DocumentRow, "type" | "type_title">[]): { value: string; label: string }[] {
  const titles = new Map(documents.map(({ type, type_title }) => [type, type_title]));
  return [...titles]
    .map(([value, label]) => ({ value, label }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}
