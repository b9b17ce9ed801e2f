/** What became of a milestone's day: when it was expected before, by how much it was moved, and why. */
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./move-words.module.css";
import type { Milestone } from "./queries.ts";
import { slipOf } from "./standing.ts";

export function MoveWords({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const move = milestone.last_move;
  if (move === null) {
    return null;
  }
  const slip = slipOf(milestone);
  const isAgain = move.from_date !== milestone.baseline_date;
  return (
    <span className={classes.move}>
      <span>
        {t(move.days < 0 ? "milestone.moved_earlier" : "milestone.moved_later", {
          count: Math.abs(move.days),
          from: format.date(move.from_date),
          to: format.date(milestone.forecast_date),
        })}
      </span>
      <q className={classes.reason}>{move.reason}</q>
      {isAgain && (
        <span>
          {slip === 0
            ? t("milestone.agreed_again", { date: format.date(milestone.baseline_date) })
            : t(slip < 0 ? "milestone.agreed_earlier" : "milestone.agreed_later", {
                date: format.date(milestone.baseline_date),
                count: Math.abs(slip),
              })}
        </span>
      )}
    </span>
  );
}
