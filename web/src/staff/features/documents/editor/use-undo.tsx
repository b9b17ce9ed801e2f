/** Taking changes back and bringing them forth: by keys, by buttons, by the notice of what was removed. */
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useRef } from "react";
import type { Draft } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { changedPlace } from "./changed-place.ts";
import type { DraftAct, DraftHistory } from "./draft-history.ts";
import { markPlace } from "./mark-place.ts";
import classes from "./quote-editor.module.css";

const NOTICE = "undo";
const SHOWN_MS = 8_000;

export const hideUndoNotice = (): void => {
  notifications.hide(NOTICE);
};

export function useUndo(history: DraftHistory, act: (act: DraftAct) => void) {
  const t = useT();
  const notify = useNotify();
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
  const offerUndo = useCallback(
    (words: string) =>
      notify({
        id: NOTICE,
        message: (
          <span className={classes.undo}>
            {words}
            <Button size="compact-sm" variant="light" onClick={undo}>
              {t("act.undo")}
            </Button>
          </span>
        ),
        autoClose: SHOWN_MS,
        closeButtonProps: { "aria-label": t("act.close") },
      }),
    [notify, t, undo],
  );
  return { undo, redo, offerUndo };
}
