/** What whoever runs the installation sees: providers, addresses that wait, jobs that were given up. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";

export type Provider = Schemas["ProviderRow"];
export type NewProvider = Schemas["CreateProvider"];
export type MadeProvider = Schemas["ProviderMade"];
export type DomainClaim = Schemas["DomainClaimRow"];
export type DeadJob = Schemas["DeadJobRow"];

const PROVIDERS = "api/admin/providers";
const CLAIMS = "api/admin/domain-claims";
const JOBS = "api/admin/dead-jobs";

export function useMakeProvider() {
  const queries = useQueryClient();
  const send = useKeyed((body: NewProvider, idempotencyKey) => api.post(PROVIDERS, { body, idempotencyKey }));
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: ["providers"] }),
  });
}

export const claimsQuery = queryOptions({
  queryKey: ["domain-claims"],
  queryFn: async ({ signal }) => (await api.get(CLAIMS, { signal })).items,
});

export function useConfirmClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api.post(`${CLAIMS}/{brand_domain_id}/confirmation`, { place: { brand_domain_id: id } }),
    onSettled: () =>
      Promise.all([queries.invalidateQueries(claimsQuery), queries.invalidateQueries({ queryKey: ["providers"] })]),
  });
}

export const deadJobsQuery = queryOptions({
  queryKey: ["dead-jobs"],
  queryFn: ({ signal }) => api.get(JOBS, { signal }),
});

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => api.get("api/admin/installation", { signal }),
  refetchInterval: 30_000,
});

export function useRetryJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`${JOBS}/{job_id}/retry`, { place: { job_id: id } }),
    onSettled: () => queries.invalidateQueries(deadJobsQuery),
  });
}

export function useRetryAllJobs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`${JOBS}/retry`),
    onSettled: () => queries.invalidateQueries(deadJobsQuery),
  });
}
