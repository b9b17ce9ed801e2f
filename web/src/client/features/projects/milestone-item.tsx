/** A milestone as a row: what, when, and what became of the day that was agreed. */
import { useFormat } from "~/shared/i18n/format.ts";
import classes from "./milestone-item.module.css";
import { MoveWords } from "./move-words.tsx";
import type { Milestone } from "./queries.ts";
import { dayOfMilestone, isMissed } from "./standing.ts";

export function MilestoneItem({ milestone }: { milestone: Milestone }) {
  const format = useFormat();
  const { reached_at: reached } = milestone;
  const day = dayOfMilestone(milestone);
  return (
    <li
      className={classes.milestone}
      data-state={reached === null ? (isMissed(milestone) ? "missed" : "open") : "reached"}
    >
      <span className={classes.mark} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.line}>
          <span className={classes.name}>{milestone.name}</span>
          <time className={classes.day} dateTime={day} title={format.longDate(day)}>
            {format.date(day)}
          </time>
        </span>
        <MoveWords milestone={milestone} />
      </span>
    </li>
  );
}
