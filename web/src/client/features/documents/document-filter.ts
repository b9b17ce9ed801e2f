/** What the list of documents may be narrowed to, as its address has it. Pure. */
import type { DocumentState } from "~/shared/api/types.ts";
import { oneOf, textOf } from "~/shared/ui/use-list-url.ts";
import type { DocumentFilter } from "./queries.ts";

/** The states to choose from. */
export const states = ["open", "accepted", "declined", "expired"] as const satisfies DocumentState[];

/** The filter that an address holds; what makes no sense is left out. */
export const documentFilter = (search: Record<string, unknown>): DocumentFilter => ({
  ...textOf(search, "q"),
  ...oneOf(search, "status", states),
  ...textOf(search, "type"),
});
