/** Orgs, their members, and for whom one acts. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type Org = Schemas["OrgRow"];
export type OrgMember = Schemas["OrgMemberRow"];

const PATH = "api/admin/orgs";
const ONE = `${PATH}/{org_id}` as const;
const MEMBER = `${ONE}/members/{staff_id}` as const;

export const orgsQuery = queryOptions({
  queryKey: ["orgs"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

function useOrgAct<Values>(send: (values: Values) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => {
      void queries.invalidateQueries(orgsQuery);
      void queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}

/** Adds an org, or gives one another name. */
export const useSaveOrg = (id: string | null) =>
  useOrgAct(
    (name: string): Promise<unknown> =>
      id === null ? api.post(PATH, { body: { name } }) : api.patch(ONE, { place: { org_id: id }, body: { name } }),
  );

/** Makes the members of an org those of the list. */
export const useSaveMembers = (org: Org) =>
  useOrgAct(async (members: string[]) => {
    const before = org.members.map(({ id }) => id);
    for (const id of members.filter((member) => !before.includes(member))) {
      await api.put(MEMBER, { place: { org_id: org.id, staff_id: id } });
    }
    for (const id of before.filter((member) => !members.includes(member))) {
      await api.delete(MEMBER, { place: { org_id: org.id, staff_id: id } });
    }
  });

/** Chooses for whom this session acts; what is on the page may look different afterwards. */
export function useActFor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (orgId: string | null) => api.put("api/admin/session", { body: { org_id: orgId } }),
    onSettled: () => queries.invalidateQueries(),
  });
}
