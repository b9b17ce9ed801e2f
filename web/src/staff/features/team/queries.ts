/** The accounts of those who work here. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type Account = Schemas["StaffRow"];
export type StaffRole = Schemas["StaffRole"];
type Change = { id: string } & Schemas["ChangeStaff"];

const ONE = "api/admin/staff/{staff_id}";

export const teamQuery = queryOptions({
  queryKey: ["team"],
  queryFn: ({ signal }) => api.get("api/admin/staff", { signal }),
});

function useTeamAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: ["team"] }) });
}

export const useHire = () => useTeamAct((body: Schemas["CreateStaff"]) => api.post("api/admin/staff", { body }));

export const useChangeAccount = () =>
  useTeamAct(({ id, ...body }: Change) => api.patch(ONE, { place: { staff_id: id }, body }));

export const useInviteAgain = () =>
  useTeamAct((id: string) => api.post(`${ONE}/invitation`, { place: { staff_id: id } }));
