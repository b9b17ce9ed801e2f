/** One thing of a list that is written, with what it is carried, moved and removed by. */
import { ActionIcon } from "@mantine/core";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { idleWhen } from "~/shared/ui/idle-when.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Grip } from "~/staff/ui/drag/grip.tsx";
import type { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import classes from "./parts.module.css";

type PartFrameProps = {
  id: string;
  label: string;
  isFirst: boolean;
  isLast: boolean;
  drag: ReturnType<typeof useDragList>;
  onMove: (steps: number) => void;
  onRemove: () => void;
  children: ReactNode;
};

export function PartFrame({ id, label, isFirst, isLast, drag, onMove, onRemove, children }: PartFrameProps) {
  const t = useT();
  // The innermost thing moves: not the block around it.
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && !event.shiftKey && steps !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      onMove(steps);
    }
  };
  return (
    <fieldset className={classes.part} onKeyDown={onKeyDown} {...drag.item(id)}>
      <legend className={classes.partName}>{label}</legend>
      <div className={classes.partActs}>
        <Grip name={label} hold={drag.grip(id)} />
        <ActionIcon
          className={classes.icon ?? ""}
          variant="subtle"
          color="gray"
          {...idleWhen(isFirst)}
          aria-label={`${t("act.move_up")}: ${label}`}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          className={classes.icon ?? ""}
          variant="subtle"
          color="gray"
          {...idleWhen(isLast)}
          aria-label={`${t("act.move_down")}: ${label}`}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          className={classes.icon ?? ""}
          variant="subtle"
          color="gray"
          aria-label={`${t("act.remove")}: ${label}`}
          onClick={onRemove}
        >
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {!drag.isDragging && <div className={classes.fields}>{children}</div>}
    </fieldset>
  );
}
