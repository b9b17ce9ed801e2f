/** Colleagues, and the client's own settings. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type Person = Schemas["PersonRow"];
export type Permission = Schemas["Permission"];
export type Role = Schemas["ContactRole"];
export type OwnSettings = Schemas["OwnClientSettings"];

const PERSON = "api/client/people/{contact_id}";
const LOGO = "api/client/settings/logo";

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => api.get("api/client/people", { signal }),
});

export const ownSettingsQuery = queryOptions({
  queryKey: ["client-settings"],
  queryFn: ({ signal }) => api.get("api/client/settings", { signal }),
});

/** An act after which the queries of these keys are asked again. */
function useAct<Values>(send: (values: Values) => Promise<unknown>, keys: string[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

export const useInvite = () =>
  useAct((body: Schemas["CreatePerson"]) => api.post("api/client/people", { body }), ["people"]);

export const useChangePerson = () =>
  useAct(
    ({ id, ...body }: { id: string } & Schemas["ChangePerson"]) =>
      api.patch(PERSON, { place: { contact_id: id }, body }),
    ["people"],
  );

export const useInviteAgain = () =>
  useAct((id: string) => api.post(`${PERSON}/invitation`, { place: { contact_id: id } }), ["people"]);

export const useChangeOwnSettings = () =>
  useAct((body: Schemas["ChangeOwnClientSettings"]) => api.patch("api/client/settings", { body }), ["client-settings"]);

export const useUploadLogo = () => useAct((file: File) => api.upload(LOGO, {}, file), ["client-settings", "session"]);

export const useRemoveLogo = () => useAct((_: undefined) => api.delete(LOGO), ["client-settings", "session"]);
