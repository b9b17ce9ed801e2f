/** Who is signed in, and for which client. */
import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { ClientSession } from "~/shared/api/types.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => api.get("api/client/session", { signal }),
  staleTime: 60_000,
});

/** The session. The shell shows nothing below it before it is there. */
export const useSession = (): ClientSession => useSuspenseQuery(sessionQuery).data;

/** Acts for another of one's clients; the rest of the app follows the session. */
export function useSwitchClient() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (client_id: string) => api.put("api/client/session", { body: { client_id } }),
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, session),
  });
}

/** Chooses the language of the portal and of one's messages; null for the provider's. */
export function useChooseLanguage() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (language: string | null) => api.patch("api/client/session", { body: { language } }),
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, session),
  });
}

export const useSessions = () =>
  useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api.get("api/client/sessions", { signal }),
  });

export function useRevokeSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete("api/client/sessions/{session_id}", { place: { session_id: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
}

/** Signs out and leaves for the sign-in page; nothing of the app stays in memory. */
export const useSignOut = () =>
  useMutation({
    mutationFn: () => api.delete("api/client/session"),
    onSettled: () => location.assign(new URL("login", document.baseURI)),
  });
