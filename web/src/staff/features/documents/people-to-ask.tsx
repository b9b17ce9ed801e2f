/** Whom a publication asks: everybody of the client who may answer, or only those who are named. */
import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ContactRow, StaffDocument } from "~/staff/api/wire.ts";
import { clientQuery } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { asksOf } from "./kind.ts";

type PeopleToAskProps = { document: StaffDocument; named: string[]; onChange: (named: string[]) => void };

export function PeopleToAsk({ document, named, onChange }: PeopleToAskProps) {
  const t = useT();
  const { data: client } = useQuery(clientQuery(document.client.id));
  const asks = asksOf(document);
  const people = client?.contacts.filter((contact) => mayAnswer(contact, asks)) ?? [];
  // Of one there is nothing to choose.
  if (people.length < 2) {
    return null;
  }
  return (
    <MultiSelect
      label={t("publish.ask")}
      placeholder={named.length === 0 ? t("publish.ask.everybody") : ""}
      description={t("publish.ask.hint")}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={named}
      onChange={onChange}
    />
  );
}

/** Nobody binds a client to a price that it can't read. */
function mayAnswer({ state, role, permissions }: ContactRow, asks: ReturnType<typeof asksOf>): boolean {
  const needed = asks === "choose" ? (["choose_options", "see_money"] as const) : (["acknowledge"] as const);
  return (
    asks !== "nothing" && state !== "off" && role !== "guest" && needed.every((each) => permissions.includes(each))
  );
}
