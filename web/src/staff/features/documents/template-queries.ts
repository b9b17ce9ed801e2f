/** What new documents begin with: templates, and copies of other documents. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import { documentQuery } from "./queries.ts";

export type Template = Schemas["DocumentTemplateRow"];

const PATH = "api/admin/document-templates";
const ONE = `${PATH}/{document_template_id}` as const;

export const templatesQuery = queryOptions({
  queryKey: ["document-templates"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

/** An act after which the templates are others. */
function useTemplateAct<Values, Answer>(send: (values: Values) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    // Not waited for: what is gone from the list could say nothing any more.
    onSuccess: () => void queries.invalidateQueries(templatesQuery),
  });
}

/** Saves what is still being written first, so that nothing of it is missing in what is made of it. */
const whole = async (save: () => Promise<boolean>): Promise<void> => {
  if (!(await save())) {
    throw new Error("the draft could not be saved");
  }
};

export const useSaveTemplate = (documentId: string, save: () => Promise<boolean>) =>
  useTemplateAct(async (name: string) => {
    await whole(save);
    return api.post(PATH, { body: { document_id: documentId, name } });
  });

export const useRenameTemplate = (templateId: string) =>
  useTemplateAct((name: string) => api.patch(ONE, { place: { document_template_id: templateId }, body: { name } }));

export const useRemoveTemplate = (templateId: string) =>
  useTemplateAct(() => api.delete(ONE, { place: { document_template_id: templateId } }));

export function useDuplicate(documentId: string, save: () => Promise<boolean>) {
  const queries = useQueryClient();
  const duplicate = useKeyed((body: Schemas["CreateDuplication"], idempotencyKey) =>
    api.post("api/admin/documents/{document_id}/duplication", {
      place: { document_id: documentId },
      body,
      idempotencyKey,
    }),
  );
  return useMutation({
    mutationFn: async (body: Schemas["CreateDuplication"]) => {
      await whole(save);
      return duplicate(body);
    },
    onSuccess: (document) => {
      queries.setQueryData(documentQuery(document.id).queryKey, document);
      void queries.invalidateQueries({ queryKey: ["documents", "list"] });
    },
  });
}
