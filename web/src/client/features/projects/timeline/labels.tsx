/** The names on the left of the chart, with their days. */
import { memo } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../../i18n/use-t.ts";
import type { Milestone, Phase } from "../queries.ts";
import { Slip } from "../slip.tsx";
import { Dates, usePhaseWord } from "../words.tsx";
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
      </span>
    </div>
  );
}

function MilestoneLabel({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const reached = milestone.reached_at;
  return (
    <div className={classes.milestoneLabel} title={milestone.name}>
      <span className={classes.milestoneName}>{milestone.name}</span>
      <span className={classes.detail}>
        <span>
          {reached === null
            ? format.date(milestone.forecast_date)
            : t("milestone.reached_on", { date: format.date(reached) })}
        </span>
      </span>
      {reached === null && (
        <span className={classes.slip}>
          <Slip milestone={milestone} />
        </span>
      )}
    </div>
  );
}
