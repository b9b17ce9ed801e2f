/** A list that comes in pages by cursor; what was asked before stays shown while a filter changes. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, type Query } from "~/shared/api/request.ts";
import type { Page } from "~/staff/api/wire.ts";

export type CursorList<T, P extends Page<T> = Page<T>> = {
  items: T[];
  /** The first page, for what stands beside its items. */
  first: P | undefined;
  isPending: boolean;
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
};

export function useCursorList<T, P extends Page<T> = Page<T>>(
  key: string,
  path: string,
  query: Query = {},
): CursorList<T, P> {
  const pages = useInfiniteQuery({
    queryKey: [key, "list", query],
    queryFn: ({ pageParam, signal }) => api.get<P>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  return {
    items: pages.data?.pages.flatMap((page) => page.items) ?? [],
    first: pages.data?.pages[0],
    isPending: pages.isPending,
    error: pages.data === undefined && pages.isError ? pages.error : undefined,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
  };
}
