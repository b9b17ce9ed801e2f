/** One account: its role, what it sees, and what can be done with it. */
import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis, Mail, Power, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { AccountDialog } from "./account-dialog.tsx";
import { type Account, useChangeAccount, useInviteAgain } from "./queries.ts";
import classes from "./team-page.module.css";

const tones: Record<string, Tone> = { invited: "warn", active: "good", off: "calm" };

export function AccountItem({ account }: { account: Account }) {
  const t = useT();
  const format = useFormat();
  const notify = useNotify();
  const errorText = useErrorText();
  const change = useChangeAccount();
  const again = useInviteAgain();
  const [dialog, setDialog] = useState<"change" | "off">();
  const { id, name, state } = account;
  const isOff = state === "off";
  const error = again.error ?? (dialog === undefined ? change.error : null);
  const sees = account.sees_all_clients
    ? t("team.sees.all")
    : t("team.sees.some", { count: account.client_ids.length });
  return (
    <li className={classes.account}>
      <div>
        <p className={classes.name}>
          {name}
          {account.is_self && <Tag tone="brand">{t("team.you")}</Tag>}
          <Tag tone={tones[state] ?? "calm"}>{t(`team.state.${state as "invited" | "active" | "off"}`)}</Tag>
        </p>
        <p className={classes.detail}>
          {[t(`account.role.${account.role as "owner"}`), account.email, sees].join(" · ")}
        </p>
        {account.last_seen_at !== null && (
          <p className={classes.detail} title={format.dateTime(account.last_seen_at)}>
            {t("team.last_seen", { time: format.relative(account.last_seen_at) })}
          </p>
        )}
      </div>
      {account.may_change && (
        <Menu position="bottom-end" radius="lg" shadow="md">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={40} aria-label={t("team.actions", { name })} data-row>
              <Ellipsis size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<SlidersHorizontal size={17} aria-hidden="true" />}
              onClick={() => setDialog("change")}
            >
              {t("act.edit")}
            </Menu.Item>
            {state === "invited" && (
              <Menu.Item
                leftSection={<Mail size={17} aria-hidden="true" />}
                onClick={() => again.mutate(id, { onSuccess: () => notify({ message: t("team.invited_again") }) })}
              >
                {t("team.invite_again")}
              </Menu.Item>
            )}
            {!account.is_self && (
              <Menu.Item
                leftSection={<Power size={17} aria-hidden="true" />}
                onClick={() => (isOff ? change.mutate({ id, state: "active" }) : setDialog("off"))}
              >
                {t(isOff ? "team.switch_on" : "team.switch_off")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {error !== null && (
        <div className={classes.wide}>
          <Notice tone="bad" urgent title={errorText(error)} />
        </div>
      )}
      {dialog === "change" && <AccountDialog account={account} onClose={() => setDialog(undefined)} />}
      <ConfirmDialog
        opened={dialog === "off"}
        onClose={() => setDialog(undefined)}
        title={t("team.off.title", { name })}
        text={t("team.off.text", { name })}
        confirm={t("team.switch_off")}
        isDestructive
        isSending={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ id, state: "off" }, { onSuccess: () => setDialog(undefined) })}
      />
    </li>
  );
}
