/** Who can be a key contact of a project: people of the team, and contacts of its client. */
import { useQuery } from "@tanstack/react-query";
import type { StaffProject } from "~/staff/api/wire.ts";
import { clientQuery } from "~/staff/features/clients/index.ts";
import { useMayAdminister, useSession } from "~/staff/features/session/index.ts";
import { teamQuery } from "~/staff/features/team/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { personOf } from "./key-contact-form.ts";

type Person = { value: string; label: string };
export type People = { group: string; items: Person[] }[];

export function usePeople(project: StaffProject): People {
  const t = useT();
  const { staff } = useSession();
  // Who works here is told to admins alone; everybody else knows themselves and who is named already.
  const team = useQuery({ ...teamQuery, enabled: useMayAdminister() });
  const client = useQuery(clientQuery(project.client.id));
  const named = project.key_contacts.map((contact): Person => ({ value: personOf(contact), label: contact.name }));
  const ours = (team.data?.items ?? [staff])
    .filter((account) => !("state" in account) || account.state !== "off")
    .map(({ id, name }): Person => ({ value: `staff:${id}`, label: name }));
  const theirs = (client.data?.contacts ?? [])
    .filter(({ state }) => state !== "off")
    .map(({ id, name }): Person => ({ value: `contact:${id}`, label: name }));
  const once = (people: Person[]) => [...new Map(people.map((person) => [person.value, person])).values()];
  const of = (side: string) => named.filter(({ value }) => value.startsWith(side));
  return [
    { group: t("key_contacts.ours"), items: once([...of("staff:"), ...ours]) },
    { group: t("key_contacts.theirs", { client: project.client.name }), items: once([...of("contact:"), ...theirs]) },
  ];
}
