/** Everything that happened to a milestone's forecast, the last move first. */
import { useFormat } from "~/shared/i18n/format.ts";
import type { Milestone } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./milestones.module.css";

export function MilestoneMoves({ moves }: { moves: Milestone["moves"] }) {
  const t = useT();
  const format = useFormat();
  return (
    <details className={classes.history}>
      <summary>{t("milestone.history", { count: moves.length })}</summary>
      <ol className={classes.moves}>
        {moves.map((move) => (
          <li key={move.moved_at}>
            <p className={classes.dates}>
              <span>
                {t("milestone.history.move", { from: format.date(move.from_date), to: format.date(move.to_date) })}
              </span>
              <span>
                {move.days > 0 ? "+" : "−"}
                {t("milestone.history.days", { count: Math.abs(move.days) })}
              </span>
            </p>
            <p>{move.reason}</p>
            <p className={classes.by}>
              {t("milestone.history.by", { name: move.moved_by, date: format.dateTime(move.moved_at) })}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
