/** A milestone as a row: what, when, and what became of the day that was agreed. */
import { daysUntil, useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./milestone-item.module.css";
import { MoveWords } from "./move-words.tsx";
import type { Milestone } from "./queries.ts";
import { Slip } from "./slip.tsx";

export function MilestoneItem({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const { reached_at: reached, forecast_date: day } = milestone;
  const isOver = reached === null && daysUntil(day) < 0;
  const shown = reached ?? day;
  return (
    <li className={classes.milestone} data-state={reached === null ? (isOver ? "over" : "open") : "reached"}>
      <span className={classes.mark} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.line}>
          <span className={classes.name}>{milestone.name}</span>
          <time className={classes.day} dateTime={shown} title={format.longDate(shown.slice(0, 10))}>
            {format.date(shown)}
          </time>
        </span>
        <span className={classes.tags}>
          {reached !== null && <Tag tone="good">{t("milestone.reached")}</Tag>}
          {isOver && <Tag tone="bad">{t("milestone.over")}</Tag>}
          <Slip milestone={milestone} />
        </span>
        <MoveWords milestone={milestone} />
      </span>
    </li>
  );
}
