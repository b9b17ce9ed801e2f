/** One option, line or entry inside a block, with the buttons that move and remove it. */
import { ActionIcon } from "@mantine/core";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./editor.module.css";

type PartFrameProps = {
  label: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (steps: number) => void;
  onRemove: () => void;
  children: ReactNode;
};

export function PartFrame({ label, isFirst, isLast, onMove, onRemove, children }: PartFrameProps) {
  const t = useT();
  return (
    <fieldset className={classes.part}>
      <legend className={classes.partName}>{label}</legend>
      <div className={classes.partActs}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          disabled={isFirst}
          aria-label={`${t("act.move_up")}: ${label}`}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          disabled={isLast}
          aria-label={`${t("act.move_down")}: ${label}`}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={`${t("act.remove")}: ${label}`}
          onClick={onRemove}
        >
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={classes.fields}>{children}</div>
    </fieldset>
  );
}
