/** The key contacts of a project as they stand in a form, and what of them is sent. Pure. */
import type { Schemas } from "~/shared/api/types.ts";
import type { KeyContact } from "~/staff/api/wire.ts";

export type KeyContactForm = {
  /** Of this page. */
  id: string;
  /** `staff:` or `contact:` and the id; empty while nobody is chosen. */
  person: string;
  what_for: string;
};
export type KeyContactsForm = { contacts: KeyContactForm[] };

type Named = Pick<KeyContact, "staff_id" | "contact_id">;

export const personOf = ({ staff_id, contact_id }: Named): string =>
  staff_id === null ? `contact:${contact_id ?? ""}` : `staff:${staff_id}`;

export const newKeyContact = (): KeyContactForm => ({ id: crypto.randomUUID(), person: "", what_for: "" });

export const keyContactFormsOf = (contacts: readonly KeyContact[]): KeyContactForm[] =>
  contacts.map((contact) => ({ ...newKeyContact(), person: personOf(contact), what_for: contact.what_for }));

export const savedKeyContacts = (contacts: readonly KeyContactForm[]): Schemas["SavedProjectContact"][] =>
  contacts.map(({ person, what_for }) => {
    const [side, id = ""] = person.split(":");
    const who = side === "staff" ? { staff_id: id, contact_id: null } : { staff_id: null, contact_id: id };
    return { ...who, what_for: what_for.trim() };
  });

export const keyContactRules = (words: { person: string; whatFor: string }) => ({
  contacts: {
    person: (person: string) => (person === "" ? words.person : null),
    what_for: (text: string) => (text.trim() === "" ? words.whatFor : null),
  },
});

/** The form's field that the server means: both kinds of people are chosen in one. */
export const inContacts = (path: string): string =>
  path.replace(/\[(\d+)\]/gu, ".$1").replace(/^(contacts\.\d+)(\.(staff_id|contact_id))?$/u, "$1.person");
