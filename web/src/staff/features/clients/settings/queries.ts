/** A client's own settings. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type ClientSettings = Schemas["ClientSettings"];
export type ChangeClientSettings = Schemas["ChangeClientSettings"];

const SETTINGS = "api/admin/clients/{client_id}/settings";
const LOGO = "api/admin/clients/{client_id}/logo";

export const clientSettingsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ["clients", "settings", clientId],
    queryFn: ({ signal }) => api.get(SETTINGS, { place: { client_id: clientId }, signal }),
  });

function useSettingsAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ["clients"] }) });
}

export const useSaveClientSettings = (clientId: string) =>
  useSettingsAct((body: ChangeClientSettings) => api.patch(SETTINGS, { place: { client_id: clientId }, body }));

export const useUploadClientLogo = (clientId: string) =>
  useSettingsAct((file: File) => api.upload(LOGO, { client_id: clientId }, file));

export const useRemoveClientLogo = (clientId: string) =>
  useSettingsAct(() => api.delete(LOGO, { place: { client_id: clientId } }));
