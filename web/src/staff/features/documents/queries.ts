/** Quotes as the server has them, and what can be done to them. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Query } from "~/shared/api/request.ts";
import type { Calculation, DocumentDetail, SelectedOption } from "~/shared/api/types.ts";
import type { Draft } from "~/staff/api/content.ts";
import type { Channel, Delivery, DocumentRow, Page, StaffDocument } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/documents";
const at = (documentId: string, noun: string) => `${PATH}/${documentId}/${noun}`;

export const useDocuments = (query: Query) => useCursorList<DocumentRow>("documents", PATH, query);

/** A first page of quotes, for the pages of others. */
export const documentList = (query: Query) =>
  queryOptions({
    queryKey: ["documents", "first", query],
    queryFn: ({ signal }) => api.get<Page<DocumentRow>>(PATH, { query, signal }),
  });

export const documentQuery = (documentId: string) =>
  queryOptions({
    queryKey: ["documents", "one", documentId],
    queryFn: ({ signal }) => api.get<StaffDocument>(`${PATH}/${documentId}`, { signal }),
  });

export const useDocument = (documentId: string) => useQuery(documentQuery(documentId));

export const fetchDocument = (documentId: string) => api.get<StaffDocument>(`${PATH}/${documentId}`);

export const saveDraft = (documentId: string, revision: number, draft: Draft) =>
  api.put<StaffDocument>(at(documentId, "draft"), { body: { draft_revision: revision, ...draft } });

/** What the client would see of the draft as it was saved with `revision`. */
export const previewQuery = (documentId: string, revision: number) =>
  queryOptions({
    queryKey: ["documents", "preview", documentId, revision],
    queryFn: ({ signal }) => api.get<DocumentDetail>(at(documentId, "preview"), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const calculatePreview = (documentId: string) => (options: SelectedOption[], signal: AbortSignal) =>
  api.post<Calculation>(at(documentId, "preview/calculation"), { body: { options }, signal });

export function useCreateDocument() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { client_id: string; title: string }) =>
      api.post<StaffDocument>(PATH, { body: { ...body, type: "quote" } }),
    onSuccess: (document) => {
      queries.setQueryData(documentQuery(document.id).queryKey, document);
      void queries.invalidateQueries({ queryKey: ["documents", "list"] });
    },
  });
}

/** An act that answers the changed document. */
function useDocumentAct<Values>(documentId: string, send: (values: Values) => Promise<StaffDocument>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (document) => {
      queries.setQueryData(documentQuery(documentId).queryKey, document);
      void queries.invalidateQueries({ queryKey: ["documents", "list"] });
    },
  });
}

export const usePublish = (documentId: string) =>
  useDocumentAct(documentId, () => api.post<StaffDocument>(at(documentId, "publication"), { body: {} }));

export const useWithdraw = (documentId: string) =>
  useDocumentAct(documentId, () => api.post<StaffDocument>(at(documentId, "withdrawal"), { body: {} }));

export const useExtend = (documentId: string) =>
  useDocumentAct(documentId, (validUntil: string) =>
    api.post<StaffDocument>(at(documentId, "extension"), { body: { valid_until: validUntil } }),
  );

export function useDiscard(documentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`${PATH}/${documentId}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["documents", "list"] }),
  });
}

export function useDeliver(documentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { contact_id: string; channel: Channel }) =>
      api.post<Delivery>(at(documentId, "delivery"), { body }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["documents"] });
      void queries.invalidateQueries({ queryKey: ["clients"] });
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

export function useRevoke(documentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deliveryLinkId: string) => api.delete(`api/admin/delivery-links/${deliveryLinkId}`),
    onSuccess: () => queries.invalidateQueries(documentQuery(documentId)),
  });
}
