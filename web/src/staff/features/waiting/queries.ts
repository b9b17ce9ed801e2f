/** What waits for clients, and reminding them of it. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { OptionsOf } from "~/shared/api/operation.ts";
import { api } from "~/shared/api/request.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/action-items";

type Filter = NonNullable<OptionsOf<"get", typeof PATH>["query"]>;

export const useWaiting = (query: Filter) => useCursorList("waiting", PATH, query);

/** The first of what waits, for the pages of others. */
export const waitingFirstQuery = (query: Filter) =>
  queryOptions({
    queryKey: ["waiting", "first", query],
    queryFn: ({ signal }) => api.get(PATH, { query, signal }),
  });

export function useNudge(actionItemId: string) {
  const queries = useQueryClient();
  const send = useKeyed((body: Record<string, never>, idempotencyKey) =>
    api.post(`${PATH}/{action_item_id}/reminder`, { place: { action_item_id: actionItemId }, body, idempotencyKey }),
  );
  return useMutation({
    mutationFn: () => send({}),
    onSettled: () => queries.invalidateQueries({ queryKey: ["waiting"] }),
  });
}
