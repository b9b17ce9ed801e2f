/** The keys of a list: `/` goes to its search, `j` and `k` walk through the links that name its rows. */
import { useHotkeys } from "@mantine/hooks";
import { useRef } from "react";

/** What stands for each row of the list on the page. */
export const rowsOfList = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("main [data-row]")];

function step(by: number): void {
  const links = rowsOfList();
  const here = links.indexOf(document.activeElement as HTMLElement);
  const next = here === -1 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + by));
  links[next]?.focus();
}

export function useListKeys() {
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([
    ["/", () => search.current?.focus()],
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
  return search;
}
