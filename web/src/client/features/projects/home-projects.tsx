/** Where the work stands, on the home page: the foremost projects. Nothing where there are none, or none to be read. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ProgressBar } from "~/shared/ui/progress-bar.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { useMayReadProjects } from "./access.tsx";
import classes from "./home-projects.module.css";
import { firstProjectsQuery, type Phase, type ProjectRow, usePhasesOf } from "./queries.ts";
import { foremost, isProjectOverdue, progressOf } from "./standing.ts";
import { Dates, Overdue, percent, Standing } from "./words.tsx";

const SHOWN = 3;

export function HomeProjects() {
  return useMayReadProjects() ? <Projects /> : null;
}

function Projects() {
  const t = useT();
  const projects = useQuery(firstProjectsQuery);
  const shown = foremost(projects.data?.items ?? [], SHOWN);
  const phasesOf = usePhasesOf(shown);
  if (projects.data?.items.length === 0) {
    return null;
  }
  return (
    <HomeSection title={t("home.projects")} all={{ path: paths.projects(), name: t("nav.projects") }}>
      {projects.isPending ? (
        <ListSkeleton rows={1} height={128} />
      ) : projects.data === undefined ? (
        <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />
      ) : (
        <ul className={classes.list}>
          {shown.map((project) => (
            <Item key={project.id} project={project} phases={phasesOf.get(project.id)} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

type ItemProps = { project: ProjectRow; phases: Phase[] | undefined };

function Item({ project, phases }: ItemProps) {
  const t = useT();
  const format = useFormat();
  const progress = progressOf(phases ?? []);
  return (
    <li>
      <Link className={classes.project} {...paths.project(project.id)}>
        <span className={classes.line}>
          <span className={classes.name}>{project.name}</span>
          <Standing status={project.status} health={project.health} isShort />
        </span>
        {/* Of the same height before it is known. */}
        {(phases === undefined || progress !== undefined) && (
          <span className={classes.progress}>
            <ProgressBar percent={progress ?? 0} isDone={progress === 100} />
            <span className={classes.percent}>
              {progress !== undefined && (
                <>
                  <span className="visually-hidden">{t("project.progress")}: </span>
                  {percent(format, progress)}
                </>
              )}
            </span>
          </span>
        )}
        <span className={classes.note}>
          {project.current_phase !== null && <span>{project.current_phase}</span>}
          <Dates from={project.start_date} to={project.due_date} />
          <Overdue isOverdue={isProjectOverdue(project)} />
        </span>
      </Link>
    </li>
  );
}
