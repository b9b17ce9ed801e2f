/** One contact of a client: how it signs in, its role, and what can be done. */
import { ActionIcon, Menu, Select } from "@mantine/core";
import { Ellipsis, Mail, Power, UserMinus } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { ClientDetail, ContactRow, ContactState, Role } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./client-page.module.css";
import { type ContactDialog, ContactDialogs } from "./contact-dialogs.tsx";
import { useChangeRole, useSwitchContact } from "./queries.ts";
import { roles } from "./roles.ts";

const tones: Record<ContactState, Tone> = { invited: "warn", active: "good", off: "calm" };

export function ContactItem({ contact, client }: { contact: ContactRow; client: ClientDetail }) {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<ContactDialog>();
  const changeRole = useChangeRole();
  const switchContact = useSwitchContact();
  const error = changeRole.error ?? switchContact.error;
  const isOff = contact.state === "off";
  const times = [
    contact.invited_at === null ? "" : `${t("contact.invited_at")} ${format.relative(contact.invited_at)}`,
    contact.first_signed_in_at === null
      ? ""
      : `${t("contact.signed_in_at")} ${format.relative(contact.first_signed_in_at)}`,
  ].filter((time) => time !== "");
  return (
    <li className={classes.contact}>
      <div>
        <p className={classes.name}>
          {contact.name}
          <Tag tone={tones[contact.state]}>{t(`contact.state.${contact.state}`)}</Tag>
        </p>
        <p className={classes.detail}>
          {[contact.email, contact.phone].filter((address) => address !== null).join(" · ")}
        </p>
        {times.length > 0 && <p className={classes.detail}>{times.join(" · ")}</p>}
        {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
      </div>
      <Select
        size="sm"
        w={140}
        aria-label={t("contact.role.of", { name: contact.name })}
        allowDeselect={false}
        value={contact.role}
        disabled={changeRole.isPending}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(role) =>
          role !== null && changeRole.mutate({ membershipId: contact.membership_id, role: role as Role })
        }
      />
      <Menu position="bottom-end" radius="lg" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={40} aria-label={t("contact.actions", { name: contact.name })}>
            <Ellipsis size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isOff && (
            <Menu.Item leftSection={<Mail size={17} aria-hidden="true" />} onClick={() => setDialog("invite")}>
              {t("contacts.invite")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<Power size={17} aria-hidden="true" />}
            onClick={() =>
              isOff ? switchContact.mutate({ contactId: contact.id, state: "active" }) : setDialog("switch_off")
            }
          >
            {t(isOff ? "contact.switch_on" : "contact.switch_off")}
          </Menu.Item>
          <Menu.Item leftSection={<UserMinus size={17} aria-hidden="true" />} onClick={() => setDialog("remove")}>
            {t("contact.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ContactDialogs dialog={dialog} contact={contact} client={client} onClose={() => setDialog(undefined)} />
    </li>
  );
}
