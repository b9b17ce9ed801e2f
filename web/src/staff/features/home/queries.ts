/** What came of quotes, for the home page. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";

export const figuresQuery = (weeks: number, currency: string | undefined) =>
  queryOptions({
    queryKey: ["figures", weeks, currency],
    queryFn: ({ signal }) =>
      api.get("api/admin/figures/quotes", { query: { weeks, currency: currency ?? null }, signal }),
    placeholderData: keepPreviousData,
  });
