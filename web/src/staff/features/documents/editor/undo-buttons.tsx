/** Takes changes back, and brings them forth again. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { Redo2, Undo2 } from "lucide-react";
import { idleWhen } from "~/shared/ui/idle-when.ts";
import { useT } from "~/staff/i18n/en.ts";

type UndoButtonsProps = { canUndo: boolean; canRedo: boolean; onUndo: () => void; onRedo: () => void };

export function UndoButtons({ canUndo, canRedo, onUndo, onRedo }: UndoButtonsProps) {
  const t = useT();
  return (
    <ActionIcon.Group>
      <Tooltip label={t("act.undo")}>
        <ActionIcon variant="default" size={36} {...idleWhen(!canUndo)} aria-label={t("editor.undo")} onClick={onUndo}>
          <Undo2 size={17} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("act.redo")}>
        <ActionIcon variant="default" size={36} {...idleWhen(!canRedo)} aria-label={t("editor.redo")} onClick={onRedo}>
          <Redo2 size={17} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}
