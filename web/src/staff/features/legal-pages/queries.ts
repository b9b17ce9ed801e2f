/** The provider's texts of its legal pages. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type LegalPage = Schemas["LegalKind"];

const PATH = "api/admin/legal-texts";
const ONE = `${PATH}/{page}/{language}` as const;

export const legalTextsQuery = queryOptions({
  queryKey: ["legal-texts"],
  queryFn: async ({ signal }) => (await api.get(PATH, { signal })).items,
});

export function useSaveLegalText(page: LegalPage, language: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (markdown: string) => api.put(ONE, { place: { page, language }, body: { markdown } }),
    onSuccess: () => queries.invalidateQueries(legalTextsQuery),
  });
}
