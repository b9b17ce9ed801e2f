/** Each milestone that was moved: from when to when, by how much, and why. */
import { memo } from "react";
import { useT } from "../../../i18n/use-t.ts";
import { MilestoneItem } from "../milestone-item.tsx";
import { Part } from "../part.tsx";
import type { Milestone } from "../queries.ts";
import { isMoved } from "../standing.ts";
import classes from "./moves.module.css";

export const Moves = memo(function Moves({ milestones }: { milestones: Milestone[] }) {
  const t = useT();
  const moved = milestones.filter(isMoved);
  return moved.length === 0 ? null : (
    <Part title={t("timeline.moved")}>
      <ul className={classes.list}>
        {moved.map((milestone) => (
          <MilestoneItem key={milestone.id} milestone={milestone} />
        ))}
      </ul>
    </Part>
  );
});
