/** Who can be a key contact of a project: people of the team, and contacts of its client. */
import { useQuery } from "@tanstack/react-query";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { candidatesQuery } from "../queries.ts";
import { personOf } from "./key-contact-form.ts";

type Person = { value: string; label: string };
export type People = { group: string; items: Person[] }[];

export function usePeople(project: StaffProject): People {
  const t = useT();
  const candidates = useQuery(candidatesQuery(project.id)).data;
  // Whoever is named stays to be chosen, also when it is switched off by now.
  const named = project.key_contacts.map((contact): Person => ({ value: personOf(contact), label: contact.name }));
  const of = (side: "staff" | "contact", all: { id: string; name: string }[] = []) => {
    const people = [
      ...named.filter(({ value }) => value.startsWith(`${side}:`)),
      ...all.map(({ id, name }): Person => ({ value: `${side}:${id}`, label: name })),
    ];
    return [...new Map(people.map((person) => [person.value, person])).values()];
  };
  return [
    { group: t("key_contacts.ours"), items: of("staff", candidates?.staff) },
    { group: t("key_contacts.theirs", { client: project.client.name }), items: of("contact", candidates?.contacts) },
  ];
}
