/** Quotes as the server has them, and what can be done to them. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { OptionsOf } from "~/shared/api/operation.ts";
import { api, exchange } from "~/shared/api/request.ts";
import type { Schemas, SelectedOption } from "~/shared/api/types.ts";
import type { Draft } from "~/staff/api/content.ts";
import { useKeyed } from "~/staff/api/use-keyed.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/documents";
const ONE = `${PATH}/{document_id}` as const;
const at = (documentId: string) => ({ document_id: documentId });

type Filter = NonNullable<OptionsOf<"get", typeof PATH>["query"]>;

export const useDocuments = (query: Filter) => useCursorList("documents", PATH, query);

export const documentTypesQuery = queryOptions({
  queryKey: ["document-types"],
  queryFn: ({ signal }) => api.get("api/admin/document-types", { signal }),
});

/** Whether a draft is approved by another than those who wrote it. */
export const documentSettingsQuery = queryOptions({
  queryKey: ["document-settings"],
  queryFn: ({ signal }) => api.get("api/admin/settings/documents", { signal }),
});

/** A first page of quotes, for the pages of others. */
export const documentList = (query: Filter) =>
  queryOptions({
    queryKey: ["documents", "first", query],
    queryFn: ({ signal }) => api.get(PATH, { query, signal }),
  });

export const documentQuery = (documentId: string) =>
  queryOptions({
    queryKey: ["documents", "one", documentId],
    queryFn: ({ signal }) => api.get(ONE, { place: at(documentId), signal }),
  });

export const useDocument = (documentId: string) => useQuery(documentQuery(documentId));

export const fetchDocument = (documentId: string) => api.get(ONE, { place: at(documentId) });

export const saveDraft = (documentId: string, revision: number, draft: Draft) =>
  api.put(`${ONE}/draft`, { place: at(documentId), body: { draft_revision: revision, ...draft } });

/** Few browsers send more after a page has gone. */
const LEAVING_BYTES = 60_000;

/** Saves what is left when the page goes, without waiting for an answer. */
export function saveDraftOnLeaving(documentId: string, revision: number, draft: Draft): void {
  const body = new Blob([JSON.stringify({ draft_revision: revision, ...draft })], { type: "application/json" });
  if (body.size < LEAVING_BYTES) {
    void fetch(`${PATH}/${documentId}/draft`, { method: "PUT", body, keepalive: true }).catch(() => {});
  }
}

export type SavedImage = Schemas["ImageSaved"];

/** The contract knows no type for bytes: what is answered is said here. */
export const uploadImage = (documentId: string, image: Blob, signal: AbortSignal) =>
  exchange("post", `${ONE}/images`, { place: at(documentId), body: image, signal }) as Promise<SavedImage>;

/** What the client would see of the draft as it was saved with `revision`. */
export const previewQuery = (documentId: string, revision: number) =>
  queryOptions({
    queryKey: ["documents", "preview", documentId, revision],
    queryFn: ({ signal }) => api.get(`${ONE}/preview`, { place: at(documentId), signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const calculatePreview = (documentId: string) => (options: SelectedOption[], signal: AbortSignal) =>
  api
    .post(`${ONE}/preview/calculation`, { place: at(documentId), body: { options }, signal })
    .then(({ calculation }) => calculation);

export function useCreateDocument() {
  const queries = useQueryClient();
  const create = useKeyed((body: Schemas["CreateDocument"], idempotencyKey) =>
    api.post(PATH, { body, idempotencyKey }),
  );
  return useMutation({
    mutationFn: create,
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

/** Publishes the draft as it was last read or saved here: one that somebody changed meanwhile is refused. It asks those
 * who are named, or everybody who may answer. */
export function usePublish(documentId: string) {
  const queries = useQueryClient();
  return useDocumentAct(documentId, (contactIds: string[]) => {
    const known = queries.getQueryData(documentQuery(documentId).queryKey);
    const body = { draft_revision: known?.draft_revision ?? null, contact_ids: contactIds };
    return api.post(`${ONE}/publication`, { place: at(documentId), body });
  });
}

export const useSubmit = (documentId: string) =>
  useDocumentAct(documentId, () => api.post(`${ONE}/submission`, { place: at(documentId), body: {} }));

export const useApprove = (documentId: string) =>
  useDocumentAct(documentId, (body: Schemas["CreateApproval"]) =>
    api.post(`${ONE}/approval`, { place: at(documentId), body }),
  );

export const useReject = (documentId: string) =>
  useDocumentAct(documentId, (body: Schemas["CreateRejection"]) =>
    api.post(`${ONE}/rejection`, { place: at(documentId), body }),
  );

export const useReopen = (documentId: string) =>
  useDocumentAct(documentId, () => api.post(`${ONE}/reopening`, { place: at(documentId), body: {} }));

export const useRevise = (documentId: string) =>
  useDocumentAct(documentId, (body: Schemas["CreateRevision"]) =>
    api.post(`${ONE}/revision`, { place: at(documentId), body }),
  );

/** The draft is the accepted version again. */
export const useGiveUpRevision = (documentId: string) =>
  useDocumentAct(documentId, () => api.delete(`${ONE}/revision`, { place: at(documentId) }));

export const useWithdraw = (documentId: string) =>
  useDocumentAct(documentId, () => api.post(`${ONE}/withdrawal`, { place: at(documentId) }));

export const useExtend = (documentId: string) =>
  useDocumentAct(documentId, (validUntil: string) =>
    api.post(`${ONE}/extension`, { place: at(documentId), body: { valid_until: validUntil } }),
  );

/** Who else is at work on a draft. */
export const editingKey = (documentId: string) => ["editing", documentId];

export function useDiscard(documentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(ONE, { place: at(documentId) }),
    onSuccess: () => {
      // Nobody is at work on it any more.
      queries.removeQueries({ queryKey: editingKey(documentId) });
      void queries.invalidateQueries({ queryKey: ["documents", "list"] });
    },
  });
}

export function useDeliver(documentId: string) {
  const queries = useQueryClient();
  const deliver = useKeyed((body: Schemas["CreateDelivery"], idempotencyKey) =>
    api.post(`${ONE}/delivery`, { place: at(documentId), body, idempotencyKey }),
  );
  return useMutation({
    mutationFn: deliver,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["documents"] });
      void queries.invalidateQueries({ queryKey: ["clients"] });
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

/** Makes a link anew; the old one leads nowhere from then on. */
export function useRenew(documentId: string) {
  const queries = useQueryClient();
  const renew = useKeyed((deliveryLinkId: string, idempotencyKey) =>
    api.post("api/admin/delivery-links/{delivery_link_id}/renewal", {
      place: { delivery_link_id: deliveryLinkId },
      idempotencyKey,
    }),
  );
  return useMutation({
    mutationFn: renew,
    onSuccess: () => queries.invalidateQueries(documentQuery(documentId)),
  });
}

export function useRevoke(documentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deliveryLinkId: string) =>
      api.delete("api/admin/delivery-links/{delivery_link_id}", { place: { delivery_link_id: deliveryLinkId } }),
    onSuccess: () => queries.invalidateQueries(documentQuery(documentId)),
  });
}
