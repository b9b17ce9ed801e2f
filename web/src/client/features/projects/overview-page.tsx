/** One project on one screen: where it stands, what was done, what comes next, and what waits. */
import { useMediaQuery } from "@mantine/hooks";
import { useParams } from "@tanstack/react-router";
import { ProjectFiles } from "~/client/features/files/project-files.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ProjectReaders } from "./access.tsx";
import { Figures } from "./figures.tsx";
import { KeyContacts } from "./key-contacts.tsx";
import { MilestonesCard } from "./milestones-card.tsx";
import { NextCard } from "./next-card.tsx";
import classes from "./overview-page.module.css";
import { PhasesCard } from "./phases-card.tsx";
import { ProjectDocuments } from "./project-documents.tsx";
import { ProjectHead } from "./project-head.tsx";
import { ProjectOrState } from "./project-state.tsx";
import type { Project } from "./queries.ts";

export function OverviewPage() {
  const { projectId } = useParams({ from: "/portal/projects/$projectId" });
  return (
    <ProjectReaders>
      <ProjectOrState key={projectId} projectId={projectId}>
        {(project) => <Overview project={project} />}
      </ProjectOrState>
    </ProjectReaders>
  );
}

function Overview({ project }: { project: Project }) {
  usePageTitle(project.name);
  // Where there is one column, people stand at its end.
  const isWide = useMediaQuery("(min-width: 75rem)", true, { getInitialValueInEffect: false });
  const people = <KeyContacts contacts={project.key_contacts} />;
  const files = <ProjectFiles projectId={project.id} />;
  // Columns of about one length: documents stand below the phases, or else files do.
  const hasDocuments = project.documents.length > 0;
  return (
    <div className={classes.page}>
      <ProjectHead project={project} isTimeline={false} />
      <Figures project={project} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <NextCard project={project} />
          {isWide && people}
        </div>
        <div className={classes.column}>
          <PhasesCard project={project} />
          {hasDocuments && <ProjectDocuments documents={project.documents} />}
          {!(isWide && hasDocuments) && files}
        </div>
        <div className={classes.column}>
          <MilestonesCard project={project} />
          {isWide && hasDocuments && files}
          {!isWide && people}
        </div>
      </div>
    </div>
  );
}
