/** Projects as cards: where each stands, its phases, and what of it waits. */
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { useActionItems } from "../decisions/index.ts";
import { PhaseSteps } from "./phase-steps.tsx";
import classes from "./project-list.module.css";
import { type Phase, type ProjectRow, usePhasesOf } from "./queries.ts";
import { currentPhase, isProjectOverdue, progressOf } from "./standing.ts";
import { Dates, Overdue, percent, Standing } from "./words.tsx";

export function ProjectList({ projects }: { projects: ProjectRow[] }) {
  const phasesOf = usePhasesOf(projects);
  const items = useActionItems().data?.items ?? [];
  return (
    <ul className={classes.list}>
      {projects.map((project) => (
        <li key={project.id}>
          <ProjectCard
            project={project}
            phases={phasesOf.get(project.id) ?? []}
            waiting={items.filter(({ project_id }) => project_id === project.id).length}
          />
        </li>
      ))}
    </ul>
  );
}

type ProjectCardProps = { project: ProjectRow; phases: Phase[]; waiting: number };

function ProjectCard({ project, phases, waiting }: ProjectCardProps) {
  const t = useT();
  const progress = progressOf(phases);
  return (
    <Link className={classes.card} {...paths.project(project.id)}>
      <span className={classes.head}>
        <span className={classes.words}>
          <span className={classes.name}>{project.name}</span>
          <span className={classes.detail}>
            <span>{project.code}</span>
            <Dates from={project.start_date} to={project.due_date} />
            <Overdue isOverdue={isProjectOverdue(project)} />
          </span>
        </span>
        <span className={classes.tags}>
          {waiting > 0 && <Tag tone="brand">{t("nav.waiting", { count: waiting })}</Tag>}
          <Standing status={project.status} health={project.health} />
        </span>
        <ChevronRight className={classes.chevron} size={20} aria-hidden="true" />
      </span>
      {progress !== undefined && (
        <>
          <Sum phases={phases} progress={progress} />
          <PhaseSteps phases={phases} />
        </>
      )}
    </Link>
  );
}

type SumProps = { phases: Phase[]; progress: number };

/** All phases in one line: how far they are together, and which is on. */
function Sum({ phases, progress }: SumProps) {
  const t = useT();
  const format = useFormat();
  const current = currentPhase(phases);
  return (
    <span className={classes.sum}>
      <span className={classes.figure}>{percent(format, progress)}</span>
      <span>
        {current === undefined
          ? t("project.all_done")
          : t(current.state === "active" ? "project.now" : "project.next", { phase: current.name })}
      </span>
    </span>
  );
}
