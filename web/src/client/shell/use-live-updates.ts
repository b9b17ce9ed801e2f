/** Fetches again what the server says has changed. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Change, useLive } from "~/shared/api/live.ts";

/** The queries that each kind of event makes old. */
const affected: Record<string, string[]> = {
  document: ["documents", "document", "confirmation", "action-items", "project"],
  action_item: ["action-items", "documents", "document", "project"],
  decision: ["decisions", "action-items", "documents", "document", "confirmation", "project"],
  file: ["files", "file"],
  project: ["projects", "project", "progress"],
  session: ["session", "sessions"],
};

export function refresh(queries: QueryClient, change: Change): void {
  const keys = change === "anything" ? Object.values(affected).flat() : (affected[change.kind] ?? []);
  for (const key of new Set(keys)) {
    void queries.invalidateQueries({ queryKey: [key] });
  }
}

export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useLive(
    "api/client/events",
    useCallback((change: Change) => refresh(queries, change), [queries]),
  );
}
