/** A phase as a row: a mark, its name, how far it is, and its days. */
import type { ReactNode } from "react";
import { ProgressBar } from "~/shared/ui/progress-bar.tsx";
import classes from "./phase-row.module.css";
import type { Phase } from "./queries.ts";
import { isPhaseOverdue } from "./standing.ts";
import { Dates, Overdue, usePhaseWord } from "./words.tsx";

type PhaseRowProps = { phase: Phase; children?: ReactNode };

export function PhaseRow({ phase, children }: PhaseRowProps) {
  const word = usePhaseWord();
  return (
    <li className={classes.phase} data-state={phase.state}>
      <span className={classes.mark} aria-hidden="true" />
      <span className={classes.name}>{phase.name}</span>
      <span className={classes.word}>{word(phase)}</span>
      <span className={classes.dates}>
        <Dates from={phase.start_date} to={phase.end_date} />
        <Overdue isOverdue={isPhaseOverdue(phase)} />
      </span>
      {phase.state === "active" && (
        <span className={classes.bar}>
          <ProgressBar percent={phase.percent} />
        </span>
      )}
      {children !== undefined && <div className={classes.inner}>{children}</div>}
    </li>
  );
}
