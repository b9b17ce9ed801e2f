/** Quotes, clients and people by the words that stand in them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";

/** So many in all: a third of them of each kind, where there are as many. */
const MOST = 15;

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => api.get("api/admin/search", { query: { q, limit: MOST }, signal }),
  });
