/** Whether a draft is approved by another than those who wrote it. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

const PATH = "api/admin/settings/documents";

export const documentSettingsQuery = queryOptions({
  queryKey: ["document-settings"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

export function useSaveDocumentSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ChangeDocumentSettings"]) => api.patch(PATH, { body }),
    onSuccess: (settings) => {
      queries.setQueryData(documentSettingsQuery.queryKey, settings);
      // Who may approve what stands on the documents.
      void queries.invalidateQueries({ queryKey: ["documents"] });
    },
  });
}
