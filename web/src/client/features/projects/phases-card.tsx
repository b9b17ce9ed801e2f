/** The phases around the one that is on, each with how far it is. */
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { Nothing, Part } from "./part.tsx";
import { PhaseRow } from "./phase-row.tsx";
import classes from "./phases-card.module.css";
import type { Project } from "./queries.ts";
import { aroundCurrent } from "./standing.ts";

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
