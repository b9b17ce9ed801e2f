/** A project at its own address: on its way, here, or never there. */
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import { EmptyState, ErrorState } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./project-state.module.css";
import { type Project, projectQuery } from "./queries.ts";

type ProjectOrStateProps = { projectId: string; children: (project: Project) => ReactNode };

export function ProjectOrState({ projectId, children }: ProjectOrStateProps) {
  const t = useT();
  const project = useQuery(projectQuery(projectId));
  const isGone = project.error instanceof ApiError && project.error.status === 404;
  if (isGone) {
    return (
      <EmptyState
        isPage
        icon={<FileQuestion size={22} />}
        title={t("project.not_found")}
        detail={t("project.not_found_detail")}
        action={
          <Button renderRoot={(props) => <Link {...props} {...paths.projects()} />}>{t("project.to_projects")}</Button>
        }
      />
    );
  }
  if (project.data !== undefined) {
    return children(project.data);
  }
  return project.isError ? (
    <ErrorState error={project.error} onRetry={() => void project.refetch()} />
  ) : (
    <ProjectSkeleton />
  );
}

const CARDS = ["next", "phases", "milestones"];
const FIGURES = ["progress", "phase", "milestone", "waiting"];

/** The shape of a project before it is there. */
function ProjectSkeleton() {
  const t = useT();
  return (
    <div className={classes.page} role="status" aria-label={t("ui.loading")}>
      <div>
        <Skeleton height={18} width={140} mb="sm" />
        <Skeleton height={36} width="45%" mb="sm" />
        <Skeleton height={18} width="60%" />
      </div>
      <div className={classes.figures}>
        {FIGURES.map((figure) => (
          <Skeleton key={figure} height={116} radius="lg" />
        ))}
      </div>
      <div className={classes.cards}>
        {CARDS.map((card) => (
          <Skeleton key={card} height={280} radius="lg" />
        ))}
      </div>
    </div>
  );
}
