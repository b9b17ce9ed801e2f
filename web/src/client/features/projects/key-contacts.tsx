/** Whom to turn to, on both sides. */
import { Mail } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { initialsOf } from "~/shared/ui/initials.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./key-contacts.module.css";
import { Part } from "./part.tsx";
import type { Project } from "./queries.ts";

type Contact = Project["key_contacts"][number];

export function KeyContacts({ contacts }: { contacts: Contact[] }) {
  const t = useT();
  // Whom one would ask stands first.
  const ordered = contacts.toSorted((one, other) => Number(one.side === "client") - Number(other.side === "client"));
  return contacts.length === 0 ? null : (
    <Part title={t("project.contacts")}>
      <ul className={classes.list}>
        {ordered.map((contact) => (
          <Person key={`${contact.side} ${contact.name} ${contact.what_for}`} contact={contact} />
        ))}
      </ul>
    </Part>
  );
}

function Person({ contact }: { contact: Contact }) {
  const t = useT();
  const { client } = useSession();
  return (
    <li className={classes.person}>
      <span className={classes.initials} data-side={contact.side} aria-hidden="true">
        {initialsOf(contact.name)}
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{contact.name}</span>
        <span className={classes.what}>
          {contact.what_for}
          {contact.side === "client" && <span className="visually-hidden">, {client.name}</span>}
        </span>
      </span>
      {contact.email !== null && (
        <a
          className={`${classes.mail} no-print`}
          href={`mailto:${encodeURI(contact.email)}`}
          title={contact.email}
          aria-label={t("project.mail", { name: contact.name })}
        >
          <Mail size={18} aria-hidden="true" />
        </a>
      )}
    </li>
  );
}
