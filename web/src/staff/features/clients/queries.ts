/** Clients, their contacts, and what can be done to them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/clients";
const MOST = 100;

export const useClients = (q: string) => useCursorList("clients", PATH, { q });

export const clientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "one", clientId],
    queryFn: ({ signal }) => api.get(`${PATH}/{client_id}`, { place: { client_id: clientId }, signal }),
  });

export const onboardingQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "onboarding", clientId],
    queryFn: ({ signal }) =>
      api.get("api/admin/clients/{client_id}/onboarding", { place: { client_id: clientId }, signal }),
  });

/** The clients that match `q`, for a field to choose one. */
export const clientOptionsQuery = (q: string) =>
  queryOptions({
    queryKey: ["clients", "options", q],
    queryFn: ({ signal }) => api.get(PATH, { query: { q, limit: MOST }, signal }),
  });

/** An act after which all that is shown of clients is asked again. */
function useClientAct<Values, Answer>(send: (values: Values) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["clients"] }),
  });
}

export const useCreateClient = () =>
  useClientAct(useKeyed((body: Schemas["CreateClient"], idempotencyKey) => api.post(PATH, { body, idempotencyKey })));

export type ClientChange = Schemas["ChangeClient"];
export const useChangeClient = (clientId: string) =>
  useClientAct((body: ClientChange) => api.patch(`${PATH}/{client_id}`, { place: { client_id: clientId }, body }));

export const useAddContact = () =>
  useClientAct(
    useKeyed((body: Schemas["CreateContact"], idempotencyKey) =>
      api.post("api/admin/contacts", { body, idempotencyKey }),
    ),
  );

export const useChangeContact = () =>
  useClientAct(({ contactId, ...body }: { contactId: string } & Schemas["ChangeContact"]) =>
    api.patch("api/admin/contacts/{contact_id}", { place: { contact_id: contactId }, body }),
  );

export const useResetFactor = () =>
  useClientAct((contactId: string) =>
    api.delete("api/admin/contacts/{contact_id}/second-factor", { place: { contact_id: contactId } }),
  );

export const useAddMembership = () =>
  useClientAct(
    useKeyed((body: Schemas["CreateMembership"], idempotencyKey) =>
      api.post("api/admin/memberships", { body, idempotencyKey }),
    ),
  );

const MEMBERSHIP = "api/admin/memberships/{membership_id}" as const;

export const useChangeMembership = () =>
  useClientAct(({ membershipId, ...body }: { membershipId: string } & Schemas["ChangeMembership"]) =>
    api.patch(MEMBERSHIP, { place: { membership_id: membershipId }, body }),
  );

const ASSIGNED = `${MEMBERSHIP}/projects` as const;

/** The projects that a membership is narrowed to, if it is. */
export const membershipProjectsQuery = (membershipId: string) =>
  queryOptions({
    queryKey: ["clients", "assigned", membershipId],
    queryFn: ({ signal }) => api.get(ASSIGNED, { place: { membership_id: membershipId }, signal }),
  });

export const useSaveMembershipProjects = () =>
  useClientAct(({ membershipId, ...body }: { membershipId: string } & Schemas["MembershipProjects"]) =>
    api.put(ASSIGNED, { place: { membership_id: membershipId }, body }),
  );

export const useRemoveMembership = () =>
  useClientAct((membershipId: string) => api.delete(MEMBERSHIP, { place: { membership_id: membershipId } }));

/** What each role may do; the same for as long as the program runs. */
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => api.get("api/admin/roles", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
