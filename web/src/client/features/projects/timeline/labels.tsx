/** The names on the left of the chart, with their days. */
import { memo } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../../i18n/use-t.ts";
import type { Milestone, Phase } from "../queries.ts";
import { isMissed, isPhaseOverdue, slipOf } from "../standing.ts";
import { Dates, Overdue, usePhaseWord } from "../words.tsx";
import classes from "./chart.module.css";
import type { Row } from "./rows.ts";

export const Labels = memo(function Labels({ rows }: { rows: Row[] }) {
  return (
    <div className={classes.labels}>
      {rows.map((row) =>
        row.kind === "phase" ? (
          <PhaseLabel key={row.phase.id} phase={row.phase} />
        ) : (
          <MilestoneLabel key={row.milestone.id} milestone={row.milestone} />
        ),
      )}
    </div>
  );
});

function PhaseLabel({ phase }: { phase: Phase }) {
  const word = usePhaseWord();
  return (
    <div className={classes.phaseLabel} title={phase.name}>
      <span className={classes.name}>{phase.name}</span>
      <span className={classes.detail}>
        <span>{word(phase)}</span>
        <Dates from={phase.start_date} to={phase.end_date} />
        <Overdue isOverdue={isPhaseOverdue(phase)} />
      </span>
    </div>
  );
}

function MilestoneLabel({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const reached = milestone.reached_at;
  const slip = slipOf(milestone);
  return (
    <div className={classes.milestoneLabel} title={milestone.name}>
      <span className={classes.milestoneName}>{milestone.name}</span>
      <span className={classes.detail}>
        <span>
          {reached === null
            ? format.date(milestone.forecast_date)
            : t("milestone.reached_on", { date: format.date(reached) })}
        </span>
        {isMissed(milestone) && <span className={classes.missed}>{t("milestone.missed")}</span>}
        {slip !== 0 && (
          <span className={slip > 0 ? classes.slip : undefined}>
            {t(slip > 0 ? "milestone.later" : "milestone.earlier", { count: Math.abs(slip) })}
          </span>
        )}
      </span>
    </div>
  );
}
