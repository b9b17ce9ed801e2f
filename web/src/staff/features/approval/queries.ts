/** Says whether a draft is approved by another than those who wrote it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { documentSettingsQuery } from "../documents/index.ts";

export function useSaveDocumentSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ChangeDocumentSettings"]) => api.patch("api/admin/settings/documents", { body }),
    onSuccess: (settings) => {
      queries.setQueryData(documentSettingsQuery.queryKey, settings);
      // Who may approve what stands on the documents.
      void queries.invalidateQueries({ queryKey: ["documents"] });
    },
  });
}
