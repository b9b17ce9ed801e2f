/** What the list of projects may be narrowed to, as its address has it. Pure. */
import { oneOf, textOf } from "~/shared/ui/use-list-url.ts";
import type { ProjectFilter, ProjectStatus } from "./queries.ts";

/** The statuses to choose from. */
export const statuses = [
  "active",
  "planned",
  "on_hold",
  "completed",
  "cancelled",
] as const satisfies readonly ProjectStatus[];

/** The filter that an address holds; what makes no sense is left out. */
export const projectFilter = (search: Record<string, unknown>): ProjectFilter => ({
  ...textOf(search, "q"),
  ...oneOf(search, "status", statuses),
});
