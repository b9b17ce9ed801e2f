/** Where the work stands, on the home page: the foremost projects. Nothing where there are none, or none to be read. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { useMayReadProjects } from "./access.tsx";
import classes from "./home-projects.module.css";
import { MilestoneTags } from "./milestone-tags.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { firstProjectsQuery, type Milestone, type ProjectRow, projectQuery } from "./queries.ts";
import { foremost, progressOf, upcoming } from "./standing.ts";
import { Dates, percent, Standing } from "./words.tsx";

const SHOWN = 3;

export function HomeProjects() {
  return useMayReadProjects() ? <Projects /> : null;
}

function Projects() {
  const t = useT();
  const projects = useQuery(firstProjectsQuery);
  const shown = foremost(projects.data?.items ?? [], SHOWN);
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
            <Item key={project.id} project={project} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function Item({ project }: { project: ProjectRow }) {
  const t = useT();
  const format = useFormat();
  const overview = useQuery(projectQuery(project.id)).data;
  const progress = progressOf(overview?.phases ?? []);
  const [next] = upcoming(overview?.milestones ?? []);
  return (
    <li>
      <Link className={classes.project} {...paths.project(project.id)}>
        <span className={classes.line}>
          <span className={classes.name}>{project.name}</span>
          <Standing status={project.status} health={project.health} isShort />
        </span>
        {/* Of the same height before it is known. */}
        {(overview === undefined || progress !== undefined) && (
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
          {next !== undefined && <Next milestone={next} />}
          {next === undefined && overview !== undefined && <Dates from={project.start_date} to={project.due_date} />}
        </span>
      </Link>
    </li>
  );
}

function Next({ milestone }: { milestone: Milestone }) {
  const format = useFormat();
  return (
    <>
      <span className={classes.next}>
        <span>{milestone.name}</span>
        <time dateTime={milestone.forecast_date} title={format.longDate(milestone.forecast_date)}>
          {format.date(milestone.forecast_date)}
        </time>
        <Moment at={milestone.forecast_date} />
      </span>
      <MilestoneTags milestone={milestone} />
    </>
  );
}
