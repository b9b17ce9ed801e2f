/** A list that comes in pages by cursor; what was asked before stays shown while a filter changes. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { AnswerOf, OptionsOf, PathOf } from "~/shared/api/operation.ts";
import { exchange, type Query } from "~/shared/api/request.ts";
import type { Page } from "~/staff/api/wire.ts";

/** The addresses that answer pages. */
type ListPath = {
  [P in PathOf<"get">]: AnswerOf<"get", P> extends Page<unknown> ? P : never;
}[PathOf<"get">];
type ItemOf<P extends ListPath> = AnswerOf<"get", P> extends Page<infer T> ? T : never;
type QueryOf<P extends ListPath> = OptionsOf<"get", P> extends { query?: infer Q } ? NonNullable<Q> : never;

export type CursorList<T, P = Page<T>> = {
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

/** A list of the contract. What its rows are is said here, and not inside: the paths are too many for that. */
export function useCursorList<P extends ListPath>(
  key: string,
  path: P,
  query?: QueryOf<P>,
): CursorList<ItemOf<P>, AnswerOf<"get", P>>;
export function useCursorList(key: string, path: string, query?: Query): CursorList<unknown> {
  const pages = useInfiniteQuery({
    queryKey: [key, "list", query],
    queryFn: ({ pageParam, signal }) =>
      exchange("get", path, { query: { ...query, cursor: pageParam }, signal }) as Promise<Page<unknown>>,
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
