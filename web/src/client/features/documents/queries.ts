/** Documents as the server has them. */
import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type {
  Calculation,
  Confirmation,
  DocumentDetail,
  DocumentRow,
  Page,
  SelectedOption,
} from "~/shared/api/types.ts";

const address = (year: string | number, slug: string) => `api/client/documents/${year}/${encodeURIComponent(slug)}`;

export const documentQuery = (year: string, slug: string) =>
  queryOptions({
    queryKey: ["document", year, slug],
    queryFn: ({ signal }) => api.get<DocumentDetail>(address(year, slug), { signal }),
  });

export const confirmationQuery = (year: string, slug: string) =>
  queryOptions({
    queryKey: ["confirmation", year, slug],
    queryFn: ({ signal }) => api.get<Confirmation>(`${address(year, slug)}/confirmation`, { signal }),
  });

export const calculate =
  (year: string, slug: string, version_hash: string) => (options: SelectedOption[], signal: AbortSignal) =>
    api.post<Calculation>(`${address(year, slug)}/calculation`, { body: { version_hash, options }, signal });

export const responseAddress = (year: string, slug: string): string => `${address(year, slug)}/response`;

export type DocumentFilter = { q: string; status: string };

export const useDocuments = ({ q, status }: DocumentFilter) =>
  useInfiniteQuery({
    queryKey: ["documents", q, status],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<DocumentRow>>("api/client/documents", { query: { q, status, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
