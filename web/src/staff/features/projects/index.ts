/** What other parts of the staff app may use of projects. */
export { ClientProjects } from "./client-projects.tsx";
export { ProjectSelect } from "./project-select.tsx";
export { clientProjectsQuery, projectQuery } from "./queries.ts";
