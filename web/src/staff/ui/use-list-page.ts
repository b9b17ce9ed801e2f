/** What a page with a list has: its filter in the address, and the keys. */
import { type ListFilter, useListUrl } from "~/shared/ui/use-list-url.ts";
import { useListKeys } from "./use-list-keys.ts";

/** `search` is where `/` leads to. */
export function useListPage<Filter extends ListFilter>() {
  return { ...useListUrl<Filter>(), search: useListKeys() };
}
