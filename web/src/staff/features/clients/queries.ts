/** Clients, their contacts, and what can be done to them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { ClientDetail, ClientRow, ClientStatus, ContactRow, Page, Role } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/clients";
const MOST = 100;

export const useClients = (q: string) => useCursorList<ClientRow>("clients", PATH, { q });

export const clientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "one", clientId],
    queryFn: ({ signal }) => api.get<ClientDetail>(`${PATH}/${clientId}`, { signal }),
  });

/** The clients that match `q`, for a field to choose one. */
export const clientOptionsQuery = (q: string) =>
  queryOptions({
    queryKey: ["clients", "options", q],
    queryFn: ({ signal }) => api.get<Page<ClientRow>>(PATH, { query: { q, limit: MOST }, signal }),
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
  useClientAct((body: { name: string; status: ClientStatus }) => api.post<ClientDetail>(PATH, { body }));

export type ClientChange = Partial<{
  name: string;
  status: ClientStatus;
  portal_enabled: boolean;
  language: string;
  currency: string;
}>;
export const useChangeClient = (clientId: string) =>
  useClientAct((body: ClientChange) => api.patch<ClientDetail>(`${PATH}/${clientId}`, { body }));

export type NewContact = { client_id: string; name: string; email?: string; phone?: string; role: Role };
export const useAddContact = () =>
  useClientAct((body: NewContact) => api.post<ContactRow>("api/admin/contacts", { body }));

export const useAddMembership = () =>
  useClientAct((body: { client_id: string; contact_id: string; role: Role }) =>
    api.post<unknown>("api/admin/memberships", { body }),
  );

export const useChangeRole = () =>
  useClientAct(({ membershipId, role }: { membershipId: string; role: Role }) =>
    api.patch<unknown>(`api/admin/memberships/${membershipId}`, { body: { role } }),
  );

export const useRemoveMembership = () =>
  useClientAct((membershipId: string) => api.delete(`api/admin/memberships/${membershipId}`));

export const useSwitchContact = () =>
  useClientAct(({ contactId, state }: { contactId: string; state: "active" | "off" }) =>
    api.patch<unknown>(`api/admin/contacts/${contactId}`, { body: { state } }),
  );
