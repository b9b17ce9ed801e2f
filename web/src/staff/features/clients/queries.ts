/** Clients, their contacts, and what can be done to them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import type { Role } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/clients";
const MOST = 100;

export const useClients = (q: string) => useCursorList("clients", PATH, { q });

export const clientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "one", clientId],
    queryFn: ({ signal }) => api.get(`${PATH}/{client_id}`, { place: { client_id: clientId }, signal }),
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

export const useCreateClient = () => useClientAct((body: Schemas["CreateClient"]) => api.post(PATH, { body }));

export type ClientChange = Schemas["ChangeClient"];
export const useChangeClient = (clientId: string) =>
  useClientAct((body: ClientChange) => api.patch(`${PATH}/{client_id}`, { place: { client_id: clientId }, body }));

export type NewContact = Schemas["CreateContact"];
export const useAddContact = () => useClientAct((body: NewContact) => api.post("api/admin/contacts", { body }));

export const useAddMembership = () =>
  useClientAct((body: Schemas["CreateMembership"]) => api.post("api/admin/memberships", { body }));

const MEMBERSHIP = "api/admin/memberships/{membership_id}";

export const useChangeRole = () =>
  useClientAct(({ membershipId, role }: { membershipId: string; role: Role }) =>
    api.patch(MEMBERSHIP, { place: { membership_id: membershipId }, body: { role } }),
  );

export const useRemoveMembership = () =>
  useClientAct((membershipId: string) => api.delete(MEMBERSHIP, { place: { membership_id: membershipId } }));

export const useSwitchContact = () =>
  useClientAct(({ contactId, state }: { contactId: string; state: "active" | "off" }) =>
    api.patch("api/admin/contacts/{contact_id}", { place: { contact_id: contactId }, body: { state } }),
  );
