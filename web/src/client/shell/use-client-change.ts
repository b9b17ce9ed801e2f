/** Nothing of one client stays in memory when a session acts for another one, be it switched here or in another tab. */
import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, useState } from "react";

/** Queries that are not of one client. */
const lasting = ["session", "texts"];

/**
 * The client that may be shown; undefined for the moment in which what belonged to another one is thrown away. By then
 * nothing that shows it is on the page any more.
 */
export function useClientChange(clientId: string | undefined): string | undefined {
  const queries = useQueryClient();
  const [shown, setShown] = useState(clientId);
  useLayoutEffect(() => {
    if (clientId !== shown) {
      if (shown !== undefined) {
        queries.removeQueries({ predicate: ({ queryKey }) => !lasting.includes(String(queryKey[0])) });
      }
      setShown(clientId);
    }
  }, [clientId, shown, queries]);
  return clientId === shown ? shown : undefined;
}
