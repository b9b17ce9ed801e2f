/** How the portal looks to clients. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Branding } from "~/staff/api/wire.ts";

const PATH = "api/admin/branding";

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

export function useUploadLogo() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => api.upload(`${PATH}/{kind}`, { kind: "logo_light" }, file),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
}
