/** What became of a milestone's day: by how much it has slipped from what was agreed, how it was moved last, and why. */
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import { MilestoneTags } from "./milestone-tags.tsx";
import classes from "./move-words.module.css";
import type { Milestone } from "./queries.ts";
import { isMissed, slipOf } from "./standing.ts";

export function MoveWords({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const move = milestone.last_move;
  const slip = slipOf(milestone);
  if (move === null && milestone.reached_at === null && !isMissed(milestone)) {
    return null;
  }
  return (
    <span className={classes.move}>
      <span className={classes.line}>
        <MilestoneTags milestone={milestone} />
        {slip !== 0 && <span>{t("milestone.instead", { date: format.date(milestone.baseline_date) })}</span>}
      </span>
      {move !== null && move.from_date !== milestone.baseline_date && (
        <span>
          {t(move.days < 0 ? "milestone.moved_earlier" : "milestone.moved_later", {
            count: Math.abs(move.days),
            from: format.date(move.from_date),
            to: format.date(milestone.forecast_date),
          })}
        </span>
      )}
      {move !== null && slip === 0 && <span>{t("milestone.as_agreed_again")}</span>}
      {move !== null && <q className={classes.reason}>{move.reason}</q>}
    </span>
  );
}
