/** Sends the client's answer. The same answer keeps its key, so that a retry counts only once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useActKey } from "~/shared/api/act-key.ts";
import { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";
import type { CreateResponse } from "~/shared/api/types.ts";
import { documentQuery } from "./queries.ts";

export function useRespond(year: string, slug: string) {
  const queries = useQueryClient();
  const key = useActKey();
  const refetch = () => queries.invalidateQueries({ queryKey: documentQuery(year, slug).queryKey });
  return useMutation({
    mutationFn: (body: CreateResponse) =>
      api.post("api/client/documents/{year}/{slug}/response", {
        place: { year, slug },
        body,
        idempotencyKey: key.for(body),
      }),
    onSuccess: async (confirmation, { outcome }) => {
      key.finish();
      if (outcome === "accepted") {
        queries.setQueryData(["confirmation", year, slug], confirmation);
      }
      for (const queryKey of [["action-items"], ["documents"], ["decisions"]]) {
        void queries.invalidateQueries({ queryKey });
      }
      await refetch();
    },
    onError: (error) => {
      // The document is not what the page shows any more: a newer version, an answer of a colleague, its last day.
      if (error instanceof ApiError && (error.status === 409 || error.status === 410 || error.status === 404)) {
        void refetch();
      }
    },
  });
}
