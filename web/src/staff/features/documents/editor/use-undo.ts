/** Taking changes back and bringing them forth: by keys, by buttons, by the notice of what was removed. */
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useRef } from "react";
import type { Draft } from "~/staff/api/content.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { changedPlace } from "./changed-place.ts";
import type { DraftAct, DraftHistory } from "./draft-history.ts";
import { markPlace } from "./mark-place.ts";

const NOTICE = "undo";

export const hideUndoNotice = (): void => {
  notifications.hide(NOTICE);
};

export function useUndo(history: DraftHistory, act: (act: DraftAct) => void) {
  const { draft } = history;
  const before = useRef<Draft | null>(null);
  const latest = useRef(history);
  latest.current = history;
  const step = useCallback(
    (kind: "undo" | "redo") => {
      const { past, future, draft: shown } = latest.current;
      if ((kind === "undo" ? past : future).length === 0) {
        return;
      }
      hideUndoNotice();
      before.current = shown;
      act({ kind });
    },
    [act],
  );
  const undo = useCallback(() => step("undo"), [step]);
  const redo = useCallback(() => step("redo"), [step]);
  useHotkeys([
    ["mod+Z", undo],
    ["mod+shift+Z", redo],
    ["mod+Y", redo],
  ]);
  // What came back is shown where it stands.
  useEffect(() => {
    if (before.current !== null) {
      const place = changedPlace(before.current, draft);
      before.current = null;
      if (place !== null) {
        markPlace(place);
      }
    }
  }, [draft]);
  const offer = useUndoNotice(NOTICE);
  const offerUndo = useCallback((words: string) => offer(words, undo), [offer, undo]);
  return { undo, redo, offerUndo };
}
