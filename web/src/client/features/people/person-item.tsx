/** One colleague: how it signs in, its role, and what can be done. */
import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis, Mail, Power, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import { type TextKey, useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import { PersonDialog } from "./person-dialog.tsx";
import { type Person, useChangePerson, useInviteAgain } from "./queries.ts";
import { SwitchOffDialog } from "./switch-off-dialog.tsx";

const states: Record<string, { tone: Tone; text: TextKey }> = {
  invited: { tone: "warn", text: "people.state.invited" },
  active: { tone: "good", text: "people.state.active" },
  off: { tone: "calm", text: "people.state.off" },
};

export function PersonItem({ person }: { person: Person }) {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<"change" | "switch_off">();
  const change = useChangePerson();
  const again = useInviteAgain();
  const error = change.error ?? again.error;
  const state = states[person.state];
  const since = person.first_signed_in_at ?? person.invited_at;
  const sinceText = person.first_signed_in_at == null ? "people.invited_at" : "people.signed_in_at";
  return (
    <li className={classes.person}>
      <div>
        <p className={classes.name}>
          {person.name}
          {person.is_self && <Tag tone="brand">{t("people.you")}</Tag>}
          {state !== undefined && <Tag tone={state.tone}>{t(state.text)}</Tag>}
        </p>
        <p className={classes.detail}>
          {[t(`role.${person.role}`), person.email, person.phone].filter((text) => text != null).join(" · ")}
        </p>
        {since != null && <p className={classes.detail}>{t(sinceText, { date: format.date(since) })}</p>}
      </div>
      {person.may_change && (
        <Menu position="bottom-end" radius="lg" shadow="md">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              loading={change.isPending || again.isPending}
              aria-label={t("people.actions", { name: person.name })}
            >
              <Ellipsis size={20} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<SlidersHorizontal size={17} aria-hidden="true" />}
              onClick={() => setDialog("change")}
            >
              {t("people.change")}
            </Menu.Item>
            {person.state === "invited" && (
              <Menu.Item leftSection={<Mail size={17} aria-hidden="true" />} onClick={() => again.mutate(person.id)}>
                {t("people.invite_again")}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<Power size={17} aria-hidden="true" />}
              onClick={() =>
                person.state === "off" ? change.mutate({ id: person.id, state: "active" }) : setDialog("switch_off")
              }
            >
              {t(person.state === "off" ? "people.switch_on" : "people.switch_off")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {error !== null && (
        <div className={classes.wide}>
          <Notice tone="bad" urgent title={errorText(error)} />
        </div>
      )}
      {again.isSuccess && (
        <div className={classes.wide}>
          <Notice tone="good" urgent title={t("people.invited_again")} />
        </div>
      )}
      {dialog === "change" && <PersonDialog person={person} onClose={() => setDialog(undefined)} />}
      {dialog === "switch_off" && <SwitchOffDialog person={person} onClose={() => setDialog(undefined)} />}
    </li>
  );
}
