/** How the portal looks to clients. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Branding } from "~/staff/api/wire.ts";

const PATH = "api/admin/branding";
const ASSET = `${PATH}/{kind}` as const;

export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

export function useSaveBranding() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Partial<Branding>) => api.patch(PATH, { body }),
    onSuccess: () => {
      void queries.invalidateQueries(brandingQuery);
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

export type AssetKind = "logo_light" | "logo_dark" | "favicon";

/** An act on one logo or the icon. */
function useAssetAct<Values>(send: (values: Values) => Promise<void>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () =>
      Promise.all([queries.invalidateQueries(brandingQuery), queries.invalidateQueries({ queryKey: ["session"] })]),
  });
}

export const useUploadAsset = (kind: AssetKind) => useAssetAct((file: File) => api.upload(ASSET, { kind }, file));

export const useRemoveAsset = (kind: AssetKind) => useAssetAct<void>(() => api.delete(ASSET, { place: { kind } }));
