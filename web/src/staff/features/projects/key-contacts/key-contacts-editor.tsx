/** Writes the key contacts of a project: who, what for, in which order; saved as one list. */
import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { Schemas } from "~/shared/api/types.ts";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { PartList } from "~/staff/ui/parts/part-list.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { saveKeyContacts } from "../queries.ts";
import { useWholeList } from "../use-whole-list.ts";
import { WholeListForm } from "../whole-list-form.tsx";
import {
  inContacts,
  type KeyContactsForm,
  keyContactFormsOf,
  keyContactRules,
  newKeyContact,
  savedKeyContacts,
} from "./key-contact-form.ts";
import { KeyContactRows } from "./key-contacts-card.tsx";
import { usePeople } from "./use-people.ts";

const MOST = 20;
const contactsOf = (project: StaffProject) => project.key_contacts;

export function KeyContactsEditor({ project, onClose }: { project: StaffProject; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const offerUndo = useUndoNotice("key-contacts");
  const [said, say] = useState("");
  const people = usePeople(project);
  const list = useWholeList({
    project,
    rowsOf: contactsOf,
    send: (revision, contacts: Schemas["SavedProjectContact"][]) => saveKeyContacts(project.id, { revision, contacts }),
  });
  const words = { person: t("key_contacts.person.missing"), whatFor: t("key_contacts.what_for.missing") };
  const form = useForm<KeyContactsForm>({
    name: "key-contacts",
    initialValues: {
      contacts: project.key_contacts.length === 0 ? [newKeyContact()] : keyContactFormsOf(project.key_contacts),
    },
    validate: keyContactRules(words),
  });
  const { contacts } = form.values;
  const set = (next: KeyContactsForm["contacts"]) => {
    // A problem belongs to a place, and somebody else may stand there now.
    form.clearErrors();
    form.setFieldValue("contacts", next);
  };
  const nameOf = (person: string) => people.flatMap(({ items }) => items).find(({ value }) => value === person)?.label;
  return (
    <WholeListForm
      label={t("key_contacts.form")}
      form={form}
      list={list}
      wantedOf={(values) => savedKeyContacts(values.contacts)}
      onSaved={() => {
        onClose();
        notify({ message: t("key_contacts.saved") });
      }}
      onRefused={(error) => showProblems(form, error, inContacts)}
      onClose={onClose}
      save={t("key_contacts.save")}
      fieldOf={inContacts}
      meanwhile={{
        title: t("meanwhile.contacts"),
        show: (rows) => <KeyContactRows contacts={rows} client={project.client.name} />,
        valuesOf: (rows) => ({ contacts: keyContactFormsOf(rows) }),
      }}
      said={said}
    >
      <PartList
        parts={contacts}
        nameOf={({ person }, place) => nameOf(person) ?? t("key_contacts.label", { place })}
        onChange={set}
        {...(contacts.length < MOST ? { make: newKeyContact, add: t("key_contacts.add") } : {})}
        say={say}
        onRemoved={() => offerUndo(t("key_contacts.removed"), () => set(contacts))}
      >
        {(contact) => {
          const at = `contacts.${contacts.indexOf(contact)}`;
          return (
            <>
              <Select
                size="sm"
                label={t("key_contacts.person")}
                searchable
                allowDeselect={false}
                data={people}
                {...form.getInputProps(`${at}.person`)}
                value={contact.person === "" ? null : contact.person}
              />
              <TextInput size="sm" label={t("key_contacts.what_for")} {...form.getInputProps(`${at}.what_for`)} />
            </>
          );
        }}
      </PartList>
    </WholeListForm>
  );
}
