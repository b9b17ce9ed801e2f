/** Documents as the server has them. */
import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { DocumentState, SelectedOption } from "~/shared/api/types.ts";

const PATH = "api/client/documents/{year}/{slug}";

export const documentQuery = (year: string, slug: string) =>
  queryOptions({
    queryKey: ["document", year, slug],
    queryFn: ({ signal }) => api.get(PATH, { place: { year, slug }, signal }),
  });

export const confirmationQuery = (year: string, slug: string) =>
  queryOptions({
    queryKey: ["confirmation", year, slug],
    queryFn: ({ signal }) => api.get(`${PATH}/confirmation`, { place: { year, slug }, signal }),
  });

export const calculate =
  (year: string, slug: string, version_hash: string) => (options: SelectedOption[], signal: AbortSignal) =>
    api.post(`${PATH}/calculation`, { place: { year, slug }, body: { version_hash, options }, signal });

/** What the list is narrowed to, as its address has it. */
export type DocumentFilter = {
  q?: string | undefined;
  status?: DocumentState | undefined;
  type?: string | undefined;
};

export const useDocuments = ({ q = "", status, type }: DocumentFilter = {}) =>
  useInfiniteQuery({
    queryKey: ["documents", "list", q, status, type],
    queryFn: ({ pageParam, signal }) =>
      api.get("api/client/documents", { query: { q, status, type, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** The types that there are documents of. Its key begins as that of the lists: what is published changes both. */
export const documentTypesQuery = queryOptions({
  queryKey: ["documents", "types"],
  queryFn: ({ signal }) => api.get("api/client/document-types", { signal }),
});
