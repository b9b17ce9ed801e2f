/** One project on one screen: where it stands, what was done, what comes next, and what waits. */
import { useParams } from "@tanstack/react-router";
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
  return (
    <div className={classes.page}>
      <ProjectHead project={project} isTimeline={false} />
      <Figures project={project} />
      <div className={classes.cards}>
        <NextCard project={project} />
        <PhasesCard project={project} />
        <MilestonesCard project={project} />
        <KeyContacts contacts={project.key_contacts} />
        <ProjectDocuments documents={project.documents} />
      </div>
    </div>
  );
}
