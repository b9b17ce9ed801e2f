/** One project: where it stands, its phases, milestones, next actions, and whom to turn to. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffProject } from "~/staff/api/wire.ts";
import { FilesSection } from "~/staff/features/files/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { KeyContactsCard } from "./key-contacts/key-contacts-card.tsx";
import { MilestonesCard } from "./milestones/milestones-card.tsx";
import { NextActionsCard } from "./next-actions/next-actions-card.tsx";
import { PhasesCard } from "./phases/phases-card.tsx";
import { ProjectHead } from "./project-head.tsx";
import classes from "./project-page.module.css";
import { projectQuery } from "./queries.ts";
import { StandingCard } from "./standing-card.tsx";

export function ProjectPage() {
  const t = useT();
  const { projectId } = useParams({ from: "/signed-in/projects/$projectId" });
  const project = useQuery(projectQuery(projectId));
  usePageTitle(project.data?.name ?? t("projects.title"));
  if (project.data !== undefined) {
    return <Project key={projectId} project={project.data} />;
  }
  if (project.isError) {
    const missing = project.error instanceof ApiError && project.error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={project.error} onRetry={() => void project.refetch()} />;
  }
  return <ListSkeleton rows={5} />;
}

function Project({ project }: { project: StaffProject }) {
  const t = useT();
  return (
    <>
      <ProjectHead project={project} />
      {!project.may_change && (
        <div className={classes.notice}>
          <Notice tone="info" title={t("project.read_only")} />
        </div>
      )}
      <div className={classes.columns}>
        <div className={classes.standing}>
          <StandingCard project={project} />
        </div>
        <div className={classes.column}>
          <PhasesCard project={project} />
          <MilestonesCard project={project} />
          <NextActionsCard project={project} />
        </div>
        <div className={classes.contacts}>
          <KeyContactsCard project={project} />
        </div>
      </div>
      <FilesSection clientId={project.client.id} projectId={project.id} />
    </>
  );
}
