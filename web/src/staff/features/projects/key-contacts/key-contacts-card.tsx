/** Whom to turn to, on both sides: to be read, or to be written as one list. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Pencil, Plus } from "lucide-react";
import { Tag } from "~/shared/ui/tag.tsx";
import type { KeyContact, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Section } from "../section.tsx";
import { personOf } from "./key-contact-form.ts";
import classes from "./key-contacts.module.css";
import { KeyContactsEditor } from "./key-contacts-editor.tsx";

export function KeyContactsCard({ project }: { project: StaffProject }) {
  const t = useT();
  const [editing, edit] = useDisclosure();
  const isEmpty = project.key_contacts.length === 0;
  const Icon = isEmpty ? Plus : Pencil;
  return (
    <Section
      title={t("key_contacts.title")}
      isEmpty={isEmpty && !editing}
      empty={t("key_contacts.empty")}
      act={
        project.may_change &&
        !editing && (
          <Button
            size="sm"
            variant="default"
            aria-label={t(isEmpty ? "key_contacts.add_first" : "key_contacts.edit")}
            leftSection={<Icon size={16} aria-hidden="true" />}
            onClick={edit.open}
          >
            {t(isEmpty ? "act.add" : "act.edit")}
          </Button>
        )
      }
    >
      {editing ? (
        <KeyContactsEditor project={project} onClose={edit.close} />
      ) : (
        <KeyContactRows contacts={project.key_contacts} client={project.client.name} />
      )}
    </Section>
  );
}

type KeyContactRowsProps = { contacts: readonly KeyContact[]; client: string };

export function KeyContactRows({ contacts, client }: KeyContactRowsProps) {
  const t = useT();
  return (
    <ul className={classes.list}>
      {contacts.map((contact) => (
        <li key={`${personOf(contact)} ${contact.what_for}`} className={classes.item}>
          <p className={classes.name}>
            {contact.name}
            {!contact.is_shown && <Tag tone="warn">{t("key_contacts.hidden")}</Tag>}
          </p>
          <p className={classes.detail}>
            <span>{contact.what_for}</span>
            <span>{contact.staff_id === null ? t("key_contacts.theirs", { client }) : t("key_contacts.ours")}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
