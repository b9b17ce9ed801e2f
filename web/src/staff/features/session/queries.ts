/** Who of the provider's people is signed in. */
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "~/shared/api/request.ts";
import { closeUploads } from "~/shared/uploads/open-queues.ts";
import type { StaffSession } from "~/staff/api/wire.ts";
import { forgetKept } from "./kept.ts";

const PATH = "api/admin/session";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    const session = await api.get(PATH, { signal });
    forgetKept(session);
    return session;
  },
  staleTime: 60_000,
});

/** The session of the page, inside the shell, which waits for it. */
export const useSession = (): StaffSession => useSuspenseQuery(sessionQuery).data;

/** Whether who is signed in keeps the business's settings and accounts; everybody else reads them. */
export const useMayAdminister = (): boolean => ["owner", "admin"].includes(useSession().staff.role);

/** Whether who is signed in makes projects and says where they stand; everybody else reads them. */
export const useMayKeepProjects = (): boolean => ["owner", "admin", "lead"].includes(useSession().staff.role);

export type Credentials = { email: string; password: string };

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => api.post(PATH, { body }),
    onSuccess: ({ session }) => {
      queries.clear();
      if (session !== null) {
        forgetKept(session);
        queries.setQueryData(sessionQuery.queryKey, session);
      }
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.delete(PATH),
    onSuccess: async () => {
      closeUploads();
      await navigate({ to: "/login", replace: true });
      forgetKept();
      queries.clear();
    },
  });
}
