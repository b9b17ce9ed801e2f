/** Action items and decisions as the server has them. */
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";

export const useActionItems = () =>
  useQuery({
    queryKey: ["action-items"],
    queryFn: ({ signal }) => api.get("api/client/action-items", { query: { limit: 100 }, signal }),
  });

/** How many items wait, as far as it is known. */
export const useWaitingCount = (): number => useActionItems().data?.items.length ?? 0;

/** It never changes, so that it is asked for once. */
export const receiptQuery = (decision_id: string) =>
  queryOptions({
    queryKey: ["receipt", decision_id],
    queryFn: ({ signal }) => api.get("api/client/decisions/{decision_id}", { place: { decision_id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useDecisions = (q: string) =>
  useInfiniteQuery({
    queryKey: ["decisions", q],
    queryFn: ({ pageParam, signal }) => api.get("api/client/decisions", { query: { q, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
