/** Keys for programs of the provider's. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

const PATH = "api/admin/api-keys";
const ONE = `${PATH}/{api_key_id}` as const;

export type ApiKey = Schemas["ApiKeyRow"];
export type MadeKey = Schemas["ApiKeyDetail"];

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: async ({ signal }) => (await api.get(PATH, { signal })).items,
});

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post(PATH, { body: { name, scope: "sms" } }),
    onSettled: () => queries.invalidateQueries(apiKeysQuery),
  });
}

export function useRevokeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(ONE, { place: { api_key_id: id } }),
    onSettled: () => queries.invalidateQueries(apiKeysQuery),
  });
}
