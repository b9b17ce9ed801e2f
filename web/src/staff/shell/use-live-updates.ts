/** Asks again for what the server says has changed. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Change, useLive } from "~/shared/api/live.ts";

/** The kinds of change, and the caches each of them touches. */
const touched: Record<string, string[]> = {
  inbox: ["inbox", "documents", "clients", "waiting", "figures"],
  document: ["documents", "waiting", "figures", "search"],
  action_item: ["waiting"],
  project: ["projects"],
  file: ["files"],
  client: ["clients", "search"],
  outbox: ["outbox", "session"],
  session: ["session"],
};

export function useLiveUpdates(): void {
  const queries = useQueryClient();
  const listener = useCallback(
    (change: Change) => {
      if (change === "anything") {
        void queries.invalidateQueries();
        return;
      }
      // Who comes and goes concerns the one draft that is open.
      if (change.kind === "editing") {
        void queries.invalidateQueries({ queryKey: ["editing", change.id] });
      }
      for (const key of touched[change.kind] ?? []) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    },
    [queries],
  );
  useLive("api/admin/events", listener);
}
