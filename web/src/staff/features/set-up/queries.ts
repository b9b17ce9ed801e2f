/** What is left to do before the portal can be used. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type SetUpStep = Schemas["SetUpStep"];

export const setUpQuery = queryOptions({
  queryKey: ["set-up"],
  queryFn: ({ signal }) => api.get("api/admin/settings/set-up", { signal }),
});
