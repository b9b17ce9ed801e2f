/** A notice of what was done, with the way back on it. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./undo-notice.module.css";
import { useNotify } from "./use-notify.ts";

const SHOWN_MS = 8_000;

/** `id` names the notice: a new one of that name takes the place of the last. */
export function useUndoNotice(id: string): (words: string, undo: () => void) => void {
  const t = useT();
  const notify = useNotify();
  return useCallback(
    (words, undo) => {
      notifications.hide(id);
      notify({
        id,
        message: (
          <span className={classes.undo}>
            {words}
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(id);
                undo();
              }}
            >
              {t("act.undo")}
            </Button>
          </span>
        ),
        autoClose: SHOWN_MS,
      });
    },
    [id, notify, t],
  );
}
