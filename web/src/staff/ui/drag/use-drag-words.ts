/** What a screen reader hears while something is carried. */
import { useCallback } from "react";
import { useT } from "~/staff/i18n/en.ts";

/** `nameOf` is what a thing is called; `say` tells a screen reader. */
export function useDragWords(count: number, nameOf: (id: string) => string, say: (words: string) => void) {
  const t = useT();
  return useCallback(
    (what: "lifted" | "place" | "dropped" | "back", id: string, place: number) =>
      say(t(`drag.${what}`, { name: nameOf(id), place: place + 1, count })),
    [say, t, nameOf, count],
  );
}
