/** What the page of files shows, as its address has it. Pure. */
import { textOf } from "~/shared/ui/use-list-url.ts";

export type FileFilter = {
  q?: string | undefined;
  project?: string | undefined;
  /** Names between slashes. */
  folder?: string | undefined;
  /** The file that is opened over the list. */
  file?: string | undefined;
};

/** The filter that an address holds; what makes no sense is left out. */
export const fileFilter = (search: Record<string, unknown>): FileFilter => ({
  ...textOf(search, "q"),
  ...textOf(search, "project"),
  ...textOf(search, "folder"),
  ...textOf(search, "file"),
});
