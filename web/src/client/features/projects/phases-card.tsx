/** The phases around the one that is on, each with how far it is. */
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { Nothing, Part } from "./part.tsx";
import classes from "./phases-card.module.css";
import { ProgressBar } from "./progress-bar.tsx";
import type { Phase, Project } from "./queries.ts";
import { aroundCurrent } from "./standing.ts";
import { Dates, usePhaseWord } from "./words.tsx";

/** So many are shown; the timeline has all. */
const SHOWN = 6;

export function PhasesCard({ project }: { project: Project }) {
  const t = useT();
  const { phases } = project;
  const shown = aroundCurrent(phases, SHOWN);
  const more = { path: paths.timeline(project.id), words: t("project.all_phases", { count: phases.length }) };
  return (
    <Part title={t("project.phases")} more={phases.length > shown.length ? more : undefined}>
      {phases.length === 0 && <Nothing>{t("project.no_phases")}</Nothing>}
      <ol className={classes.list}>
        {shown.map((phase) => (
          <PhaseRow key={phase.id} phase={phase} />
        ))}
      </ol>
    </Part>
  );
}

function PhaseRow({ phase }: { phase: Phase }) {
  const word = usePhaseWord();
  return (
    <li className={classes.phase} data-state={phase.state}>
      <span className={classes.mark} aria-hidden="true" />
      <span className={classes.name}>{phase.name}</span>
      <span className={classes.word}>{word(phase)}</span>
      <span className={classes.dates}>
        <Dates from={phase.start_date} to={phase.end_date} />
      </span>
      {phase.state === "active" && (
        <span className={classes.bar}>
          <ProgressBar percent={phase.percent} />
        </span>
      )}
    </li>
  );
}
