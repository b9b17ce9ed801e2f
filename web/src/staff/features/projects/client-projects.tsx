/** The projects of one client, on its page. */
import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState } from "~/shared/ui/list-states.tsx";
import { useMayKeepProjects } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./client-projects.module.css";
import { NewProjectDialog } from "./new-project-dialog.tsx";
import { LateTag, ProjectStatusTag } from "./project-tags.tsx";
import { clientProjectsQuery } from "./queries.ts";
import { daysLate } from "./standing.ts";

const MOST = 10;

export function ClientProjects({ clientId }: { clientId: string }) {
  const t = useT();
  const mayKeep = useMayKeepProjects();
  const [creating, create] = useDisclosure();
  return (
    <Card>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("client.projects")}</h2>
        {mayKeep && (
          <Button size="sm" variant="default" leftSection={<Plus size={16} aria-hidden="true" />} onClick={create.open}>
            {t("projects.new")}
          </Button>
        )}
      </div>
      <List clientId={clientId} />
      {creating && <NewProjectDialog clientId={clientId} onClose={create.close} />}
    </Card>
  );
}

function List({ clientId }: { clientId: string }) {
  const t = useT();
  const projects = useQuery(clientProjectsQuery(clientId, MOST));
  if (projects.isError) {
    return <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />;
  }
  if (projects.data === undefined) {
    return <Skeleton height={44} mt="sm" />;
  }
  if (projects.data.items.length === 0) {
    return <p className={classes.none}>{t("client.projects.empty")}</p>;
  }
  return (
    <>
      <ul className={classes.list}>
        {projects.data.items.map((project) => (
          <li key={project.id} className={classes.row}>
            <span className={classes.what}>
              <Link {...paths.project(project.id)}>{project.name}</Link>
              <span className={classes.code}>{project.code}</span>
            </span>
            <LateTag days={daysLate(project)} />
            <ProjectStatusTag status={project.status} />
          </li>
        ))}
      </ul>
      {projects.data.next_cursor !== null && (
        <Link {...paths.projects({ client: clientId })}>{t("client.projects.all")}</Link>
      )}
    </>
  );
}
