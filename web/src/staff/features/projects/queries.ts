/** Projects, and what staff do with them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "~/shared/api/api-error.ts";
import type { OptionsOf } from "~/shared/api/operation.ts";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/projects";
const ONE = `${PATH}/{project_id}` as const;

type Filter = NonNullable<OptionsOf<"get", typeof PATH>["query"]>;

export const useProjects = (query: Filter) => useCursorList("projects", PATH, query);

/** The first projects of a client, for the pages of others. */
export const clientProjectsQuery = (clientId: string, limit: number) =>
  queryOptions({
    queryKey: ["projects", "client", clientId, limit],
    queryFn: ({ signal }) => api.get(PATH, { query: { client_id: clientId, sort: "newest", limit }, signal }),
  });

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["projects", "one", projectId],
    queryFn: ({ signal }) => api.get(ONE, { place: { project_id: projectId }, signal }),
  });

/** Whom the key contacts of a project are chosen from. */
export const candidatesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["projects", "candidates", projectId],
    queryFn: ({ signal }) => api.get(`${ONE}/candidates`, { place: { project_id: projectId }, signal }),
  });

/** An act after which all that is shown of projects is asked again. */
function useProjectAct<Values, Answer>(send: (values: Values) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["projects"] }),
  });
}

/** A code that another project has is a problem of its field. */
function besideCode(error: unknown): never {
  throw error instanceof ApiError && error.code === "code_taken"
    ? new ApiError(error.status, { ...error.members, field: "code" })
    : error;
}

export const useCreateProject = () =>
  useProjectAct(
    useKeyed((body: Schemas["CreateProject"], idempotencyKey) =>
      api.post(PATH, { body, idempotencyKey }).catch(besideCode),
    ),
  );

export type ProjectChange = Schemas["ChangeProject"];
export const useChangeProject = (projectId: string) =>
  useProjectAct((body: ProjectChange) => api.patch(ONE, { place: { project_id: projectId }, body }).catch(besideCode));

export const savePhases = (projectId: string, body: Schemas["SavePhases"]): Promise<StaffProject> =>
  api.put(`${ONE}/phases`, { place: { project_id: projectId }, body });

export const saveKeyContacts = (projectId: string, body: Schemas["SaveProjectContacts"]): Promise<StaffProject> =>
  api.put(`${ONE}/contacts`, { place: { project_id: projectId }, body });

export const useAddMilestone = (projectId: string) =>
  useProjectAct(
    useKeyed((body: Schemas["CreateMilestone"], idempotencyKey) =>
      api.post(`${ONE}/milestones`, { place: { project_id: projectId }, body, idempotencyKey }),
    ),
  );

const MILESTONE = `${ONE}/milestones/{milestone_id}` as const;

export const useChangeMilestone = (projectId: string, milestoneId: string) =>
  useProjectAct((body: Schemas["ChangeMilestone"]) =>
    api.patch(MILESTONE, { place: { project_id: projectId, milestone_id: milestoneId }, body }),
  );

export const useMoveMilestone = (projectId: string, milestoneId: string) =>
  useProjectAct(
    useKeyed((body: Schemas["CreateMilestoneMove"], idempotencyKey) =>
      api.post(`${MILESTONE}/moves`, {
        place: { project_id: projectId, milestone_id: milestoneId },
        body,
        idempotencyKey,
      }),
    ),
  );

export const useAddAction = (projectId: string) =>
  useProjectAct(
    useKeyed((body: Schemas["CreateNextAction"], idempotencyKey) =>
      api.post(`${ONE}/next-actions`, { place: { project_id: projectId }, body, idempotencyKey }),
    ),
  );

const ACTION = `${ONE}/next-actions/{next_action_id}` as const;

export const useChangeAction = (projectId: string, actionId: string) =>
  useProjectAct((body: Schemas["ChangeNextAction"]) =>
    api.patch(ACTION, { place: { project_id: projectId, next_action_id: actionId }, body }),
  );

export const useRemoveAction = (projectId: string, actionId: string) =>
  useProjectAct(() => api.delete(ACTION, { place: { project_id: projectId, next_action_id: actionId } }));
