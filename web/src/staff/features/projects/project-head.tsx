/** The head of a project: its code, client, name and status, and the way to change them. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { EditProjectDialog } from "./edit-project-dialog.tsx";
import classes from "./project-page.module.css";
import { LateTag, ProjectStatusTag } from "./project-tags.tsx";
import { daysLate } from "./standing.ts";

export function ProjectHead({ project }: { project: StaffProject }) {
  const t = useT();
  const [editing, edit] = useDisclosure();
  return (
    <>
      <p className={classes.over}>
        <span>{project.code}</span>
        <Link {...paths.client(project.client.id)}>{project.client.name}</Link>
      </p>
      <PageHeading
        title={project.name}
        tag={
          <>
            <ProjectStatusTag status={project.status} />
            <LateTag days={daysLate(project)} />
          </>
        }
      >
        {project.may_change && (
          <Button variant="default" leftSection={<Pencil size={17} aria-hidden="true" />} onClick={edit.open}>
            {t("project.edit")}
          </Button>
        )}
      </PageHeading>
      {editing && <EditProjectDialog project={project} onClose={edit.close} />}
    </>
  );
}
