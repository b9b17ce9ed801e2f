/** What the list of projects shows of each. */
import { Link } from "@tanstack/react-router";
import type { ProjectRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import type { Column } from "~/staff/ui/data-table.tsx";
import classes from "./project-columns.module.css";
import { DueDate, HealthTag, ProjectStatusTag } from "./project-tags.tsx";

export function useProjectColumns(): Column<ProjectRow>[] {
  const t = useT();
  return [
    {
      key: "name",
      title: t("projects.column.name"),
      isName: true,
      cell: ({ id, name, code }) => (
        <>
          <Link {...paths.project(id)} data-row>
            {name}
          </Link>
          <span className={classes.code}>{code}</span>
        </>
      ),
    },
    { key: "client", title: t("projects.column.client"), cell: ({ client }) => client.name },
    {
      key: "status",
      title: t("projects.column.status"),
      isState: true,
      cell: ({ status }) => <ProjectStatusTag status={status} />,
    },
    {
      key: "health",
      title: t("projects.column.health"),
      isShort: true,
      cell: ({ health }) => <HealthTag health={health} />,
    },
    {
      key: "phase",
      title: t("projects.column.phase"),
      cell: ({ current_phase }) => current_phase,
    },
    {
      key: "due",
      title: t("projects.column.due"),
      isShort: true,
      cell: (project) => <DueDate project={project} />,
    },
  ];
}
