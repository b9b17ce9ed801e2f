/**
 * Says that this tab has the draft open, again and again while it is looked at, and learns who else has. A tab that is
 * left says so; one that is not heard of for long is forgotten by the server.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { paths } from "~/staff/paths.ts";
import { editingKey } from "../queries.ts";

export type OtherEditor = Schemas["EditorRow"];

const PATH = "api/admin/documents/{document_id}/editing";
const EVERY_MS = 20_000;

/** A UUID. `crypto.randomUUID` is missing where the portal is opened over plain http. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes.set([((bytes[6] ?? 0) & 0x0f) | 0x40], 6);
  bytes.set([((bytes[8] ?? 0) & 0x3f) | 0x80], 8);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

/** This tab, as long as its page lives. What a tab stores is copied with it when somebody duplicates it; this is not. */
const EDITOR_ID = randomId();

const leave = (documentId: string): void => {
  const address = `${PATH.replace("{document_id}", documentId)}/${EDITOR_ID}`;
  // Sent though the page goes; where it is lost, the server forgets the tab by itself.
  void fetch(address, { method: "DELETE", keepalive: true }).catch(() => {});
};

export function useEditing(documentId: string): OtherEditor[] {
  const queries = useQueryClient();
  const router = useRouter();
  const editing = useQuery({
    queryKey: editingKey(documentId),
    queryFn: ({ signal }) =>
      api.put(PATH, { place: { document_id: documentId }, body: { editor_id: EDITOR_ID }, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: "always",
  });
  useEffect(() => {
    const onHide = () => leave(documentId);
    addEventListener("pagehide", onHide);
    return () => {
      removeEventListener("pagehide", onHide);
      // Who has signed out, or thrown the draft away, can't say it any more.
      const isSignedIn = router.state.location.pathname !== paths.signIn().to;
      if (isSignedIn && queries.getQueryData(editingKey(documentId)) !== undefined) {
        leave(documentId);
      }
    };
  }, [documentId, queries, router]);
  return editing.data?.others ?? [];
}
