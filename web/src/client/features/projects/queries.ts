/** Projects as the server has them. */
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type ProjectRow = Schemas["ClientProjectRow"];
export type Project = Schemas["ProjectOverview"];
export type Phase = Schemas["OverviewPhase"];
export type Milestone = Schemas["OverviewMilestone"];
export type ProjectStatus = Schemas["ProjectStatus"];
export type ProjectHealth = Schemas["ProjectHealth"];

/** What the list is narrowed to, as its address has it. */
export type ProjectFilter = { q?: string | undefined; status?: ProjectStatus | undefined };

/** As many as the server gives at once. */
const MOST = 100;

export const useProjects = ({ q = "", status }: ProjectFilter = {}) =>
  useInfiniteQuery({
    queryKey: ["projects", "list", q, status],
    queryFn: ({ pageParam, signal }) =>
      api.get("api/client/projects", { query: { q, status, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** The projects without a filter, as many as come at once: what the home chooses from. */
export const firstProjectsQuery = queryOptions({
  queryKey: ["projects", "first"],
  queryFn: ({ signal }) => api.get("api/client/projects", { query: { limit: MOST }, signal }),
});

export const projectQuery = (project_id: string) =>
  queryOptions({
    queryKey: ["project", project_id],
    queryFn: ({ signal }) => api.get("api/client/projects/{project_id}", { place: { project_id }, signal }),
  });

/** The phases of the projects that are shown, by project. More are fetched while one of these has none yet. */
export function usePhasesOf(projects: ProjectRow[]): Map<string, Phase[]> {
  const progress = useInfiniteQuery({
    queryKey: ["progress"],
    queryFn: ({ pageParam, signal }) =>
      api.get("api/client/progress", { query: { limit: MOST, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const pages = progress.data?.pages ?? [];
  const phases = new Map(pages.flatMap(({ items }) => items.map((project) => [project.id, project.phases])));
  const isShort = projects.some(({ id }) => !phases.has(id));
  const { hasNextPage, isFetching, fetchNextPage } = progress;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [isShort, hasNextPage, isFetching, fetchNextPage]);
  return phases;
}

/** Whether there is more than one project, as far as it is known. */
export const useHasOthers = (): boolean => (useQuery(firstProjectsQuery).data?.items.length ?? 0) > 1;
