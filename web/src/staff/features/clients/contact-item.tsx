/** One contact of a client: how it is reached, what it may do, and what can be done. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, FolderKanban, Mail, Pencil, Power, ShieldCheck, ShieldOff, UserMinus } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { ClientDetail, ContactRow, ContactState } from "~/staff/api/wire.ts";
import { type TextKey, useT } from "~/staff/i18n/en.ts";
import { type ContactDialog, ContactDialogs } from "./contact-dialogs.tsx";
import classes from "./contact-item.module.css";
import { differenceOf } from "./permissions.ts";
import { rolesQuery, useChangeContact } from "./queries.ts";

const tones: Record<ContactState, Tone> = { invited: "warn", active: "good", off: "calm" };
const acts: [ContactDialog, TextKey, typeof Mail][] = [
  ["invite", "contacts.invite", Mail],
  ["edit", "contact.edit", Pencil],
  ["permissions", "permissions.menu", ShieldCheck],
  ["projects", "assign.menu", FolderKanban],
  ["reset_factor", "contact.factor.reset", ShieldOff],
];

export function ContactItem({ contact, client }: { contact: ContactRow; client: ClientDetail }) {
  const t = useT();
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<ContactDialog>();
  const switchOn = useChangeContact();
  const roleText = useRoleText(contact);
  const isOff = contact.state === "off";
  return (
    <li className={classes.contact}>
      <div className={classes.words}>
        <p className={classes.name}>
          {contact.name}
          <Tag tone={tones[contact.state]}>{t(`contact.state.${contact.state}`)}</Tag>
          {contact.has_second_factor && <Tag tone="good">{t("contact.factor")}</Tag>}
        </p>
        <p className={classes.detail}>
          {[contact.email, contact.phone].filter((address) => address !== null).join(" · ")}
        </p>
        <ContactTimes contact={contact} />
        {switchOn.isError && <Notice tone="bad" urgent title={errorText(switchOn.error)} />}
      </div>
      <div className={classes.acts}>
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          className={classes.role}
          aria-label={t("permissions.of", { name: contact.name, role: roleText })}
          onClick={() => setDialog("permissions")}
        >
          {roleText}
        </Button>
        {!isOff && contact.invited_at === null && (
          <Button
            size="sm"
            variant="light"
            aria-label={t("contacts.invite.title", { name: contact.name })}
            onClick={() => setDialog("invite")}
          >
            {t("contacts.invite")}
          </Button>
        )}
        <Menu position="bottom-end" radius="lg" shadow="md">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={t("contact.actions", { name: contact.name })}
            >
              <Ellipsis size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {acts
              .filter(([act]) => !(isOff && act === "invite"))
              .filter(([act]) => contact.has_second_factor || act !== "reset_factor")
              .map(([act, text, Icon]) => (
                <Menu.Item key={act} leftSection={<Icon size={17} aria-hidden="true" />} onClick={() => setDialog(act)}>
                  {t(text)}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item
              leftSection={<Power size={17} aria-hidden="true" />}
              onClick={() =>
                isOff ? switchOn.mutate({ contactId: contact.id, state: "active" }) : setDialog("switch_off")
              }
            >
              {t(isOff ? "contact.switch_on" : "contact.switch_off")}
            </Menu.Item>
            <Menu.Item leftSection={<UserMinus size={17} aria-hidden="true" />} onClick={() => setDialog("remove")}>
              {t("contact.remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <ContactDialogs dialog={dialog} contact={contact} client={client} onClose={() => setDialog(undefined)} />
    </li>
  );
}

/** The role, and how many permissions differ from it. */
function useRoleText({ role, permissions }: ContactRow): string {
  const t = useT();
  const table = useQuery(rolesQuery);
  const name = t(`role.${role}`);
  if (table.data === undefined) {
    return name;
  }
  const { added, removed } = differenceOf(table.data, role, permissions);
  const count = added.length + removed.length;
  return count === 0 ? name : t("permissions.changed", { role: name, count });
}

function ContactTimes({ contact }: { contact: ContactRow }) {
  const t = useT();
  const format = useFormat();
  const times = [
    contact.invited_at === null ? "" : `${t("contact.invited_at")} ${format.relative(contact.invited_at)}`,
    contact.first_signed_in_at === null
      ? ""
      : `${t("contact.signed_in_at")} ${format.relative(contact.first_signed_in_at)}`,
  ].filter((time) => time !== "");
  return times.length === 0 ? null : <p className={classes.detail}>{times.join(" · ")}</p>;
}
