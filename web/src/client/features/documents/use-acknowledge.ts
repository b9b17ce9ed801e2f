/** Says that exactly the shown version was read. The same saying keeps its key, so that a retry counts only once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useActKey } from "~/shared/api/act-key.ts";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { documentQuery } from "./queries.ts";

export type Acknowledged = Schemas["DecisionsMade"];
type Acknowledging = { actionItemId: string; versionHash: string };

/** `onDone` is called even when what was acknowledged is no longer shown by then. */
export function useAcknowledge(year: string, slug: string, onDone?: (made: Acknowledged) => void) {
  const queries = useQueryClient();
  const key = useActKey();
  return useMutation({
    mutationFn: ({ actionItemId, versionHash }: Acknowledging) => {
      const body: Schemas["CreateDecisions"] = {
        items: [{ action_item_id: actionItemId, outcome: "acknowledged", version_hash: versionHash }],
      };
      return api.post("api/client/decisions", { body, idempotencyKey: key.for(body) });
    },
    onSuccess: (made) => {
      key.finish();
      onDone?.(made);
    },
    // Newer than what is shown, or read by a colleague: either way the page shows what is true now.
    onSettled: () => {
      for (const queryKey of [["action-items"], ["documents"], ["decisions"], documentQuery(year, slug).queryKey]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
}
