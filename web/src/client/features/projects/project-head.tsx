/** Whose page this is: name, code, dates, status, and how the project does, with the reason. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ChartNoAxesGantt } from "lucide-react";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./project-head.module.css";
import { type Project, useHasOthers } from "./queries.ts";
import { isJudged, isProjectOverdue } from "./standing.ts";
import { Dates, Overdue, Standing } from "./words.tsx";

type ProjectHeadProps = { project: Project; isTimeline: boolean };

export function ProjectHead({ project, isTimeline }: ProjectHeadProps) {
  const t = useT();
  const reason = project.health_reason;
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{isTimeline ? t("timeline.of", { project: project.name }) : project.name}</h1>
      <div className={classes.facts}>
        <Standing status={project.status} health={project.health} />
        {isJudged(project.status) && reason !== null && reason !== "" && <p className={classes.reason}>{reason}</p>}
        <span className={classes.detail}>
          <span>{project.code}</span>
          <Dates from={project.start_date} to={project.due_date} />
          <Overdue isOverdue={isProjectOverdue(project)} />
        </span>
      </div>
      <div className={`${classes.ways} no-print`}>
        <Back project={project} isTimeline={isTimeline} />
        {!isTimeline && (
          <Button
            variant="default"
            leftSection={<ChartNoAxesGantt size={18} aria-hidden="true" />}
            renderRoot={(props) => <Link {...props} {...paths.timeline(project.id)} />}
          >
            {t("timeline.title")}
          </Button>
        )}
      </div>
    </header>
  );
}

/** The way up: from the timeline to the project, from there to all of them, where there is more than one. */
function Back({ project, isTimeline }: ProjectHeadProps) {
  const t = useT();
  const hasOthers = useHasOthers();
  if (!isTimeline && !hasOthers) {
    return null;
  }
  const link = isTimeline ? paths.project(project.id) : paths.projects();
  return (
    <Button
      variant="subtle"
      px="sm"
      leftSection={<ArrowLeft size={18} aria-hidden="true" />}
      renderRoot={(props) => <Link {...props} {...link} />}
    >
      {t(isTimeline ? "timeline.back" : "projects.all")}
    </Button>
  );
}
