/** What the business asks of people who sign in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type SignInSettings = Schemas["SignInSettings"];
export type PresetSignIn = Schemas["PresetSignIn"];
export type UpdateSignInSettings = Schemas["UpdateSignInSettings"];
export type Setting = Schemas["Setting"];
export type Need = Schemas["Need"];

const PATH = "api/admin/settings/sign-in";

export const signInSettingsQuery = queryOptions({
  queryKey: ["sign-in-settings"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

export function useSaveSignInSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateSignInSettings) => api.patch(PATH, { body }),
    onSuccess: (settings) => {
      queries.setQueryData(signInSettingsQuery.queryKey, settings);
      // Whoever is forced to a second factor now and has none is asked for it at once.
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}
