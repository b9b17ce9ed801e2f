/** The projects of the client. A project's own pages are loaded when they are opened. */
export { ProjectReaders, useMayReadProjects } from "./access.tsx";
export { HomeProjects } from "./home-projects.tsx";
export { projectFilter } from "./project-filter.ts";
export { ProjectsPage } from "./projects-page.tsx";
export { firstProjectsQuery } from "./queries.ts";
