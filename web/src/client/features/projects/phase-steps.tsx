/** The phases of a project side by side, each as far as it is. On a narrow screen only the bars are seen. */

import { ProgressBar } from "~/shared/ui/progress-bar.tsx";
import classes from "./phase-steps.module.css";
import type { Phase } from "./queries.ts";
import { usePhaseWord } from "./words.tsx";

/** So many have room for their names. */
const NAMED = 7;

export function PhaseSteps({ phases }: { phases: Phase[] }) {
  const word = usePhaseWord();
  return (
    <ol className={classes.steps} data-named={phases.length <= NAMED || undefined}>
      {phases.map((phase) => (
        <li key={phase.id} className={classes.step} data-state={phase.state}>
          <ProgressBar percent={phase.percent} isDone={phase.state === "done"} />
          <span className={classes.words}>
            <span className={classes.name}>{phase.name}</span> <span className={classes.word}>{word(phase)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
