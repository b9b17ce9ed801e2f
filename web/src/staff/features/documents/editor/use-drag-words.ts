/** What a screen reader hears while something is carried. */
import { useCallback } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { useEditor } from "./editor-context.ts";

/** `nameOf` is what the thing at a place is called. */
export function useDragWords(count: number, nameOf: (id: string) => string) {
  const t = useT();
  const { say } = useEditor();
  return useCallback(
    (what: "lifted" | "place" | "dropped" | "back", id: string, place: number) =>
      say(t(`drag.${what}`, { name: nameOf(id), place: place + 1, count })),
    [say, t, nameOf, count],
  );
}
