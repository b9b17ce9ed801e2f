/** What a project is called: each is asked for once and kept, since files name it by its id alone. */
import { useQuery } from "@tanstack/react-query";
import { projectQuery } from "~/staff/features/projects/index.ts";

export function useProjectName(projectId: string | null): string | undefined {
  const project = useQuery({ ...projectQuery(projectId ?? ""), enabled: projectId !== null });
  return projectId === null ? undefined : project.data?.name;
}
