/** The addresses of the portal. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type BrandDomain = Schemas["BrandDomainRow"];

const PATH = "api/admin/brand-domains";
const ONE = `${PATH}/{brand_domain_id}` as const;

export const brandDomainsQuery = queryOptions({
  queryKey: ["brand-domains"],
  queryFn: async ({ signal }) => (await api.get(PATH, { signal })).items,
});

function useDomainAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => {
      void queries.invalidateQueries(brandDomainsQuery);
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

export const useAddDomain = () => useDomainAct((body: Schemas["CreateBrandDomain"]) => api.post(PATH, { body }));

export const useChangeDomain = (id: string) =>
  useDomainAct((body: Schemas["ChangeBrandDomain"]) => api.patch(ONE, { place: { brand_domain_id: id }, body }));

export const useProveDomain = (id: string) =>
  useDomainAct(() => api.post(`${ONE}/proof`, { place: { brand_domain_id: id } }));

export const useRemoveDomain = () => useDomainAct((id: string) => api.delete(ONE, { place: { brand_domain_id: id } }));
