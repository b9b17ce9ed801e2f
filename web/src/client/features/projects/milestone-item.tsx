/** A milestone as a row: what, when, and what became of the day that was agreed. */
import { useFormat } from "~/shared/i18n/format.ts";
import classes from "./milestone-item.module.css";
import { MoveWords } from "./move-words.tsx";
import type { Milestone } from "./queries.ts";
import { isMissed } from "./standing.ts";

export function MilestoneItem({ milestone }: { milestone: Milestone }) {
  const format = useFormat();
  const { reached_at: reached, forecast_date: day } = milestone;
  const shown = reached ?? day;
  return (
    <li
      className={classes.milestone}
      data-state={reached === null ? (isMissed(milestone) ? "missed" : "open") : "reached"}
    >
      <span className={classes.mark} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.line}>
          <span className={classes.name}>{milestone.name}</span>
          <time className={classes.day} dateTime={shown} title={format.longDate(shown.slice(0, 10))}>
            {format.date(shown)}
          </time>
        </span>
        <MoveWords milestone={milestone} />
      </span>
    </li>
  );
}
