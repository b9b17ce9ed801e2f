/** Who is signed in, and the way out. */
import { Menu, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { LogOut, Settings } from "lucide-react";
import { initialsOf } from "~/shared/ui/initials.ts";
import { useSession, useSignOut } from "../features/sign-in/index.ts";
import { useT } from "../i18n/use-t.ts";
import { paths } from "../paths.ts";
import classes from "./account-menu.module.css";

export function AccountMenu() {
  const t = useT();
  const { contact, client } = useSession();
  const signOut = useSignOut();
  return (
    <Menu
      position="bottom-end"
      width={240}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t("account.menu", { name: contact.name })}>
          <span aria-hidden="true">{initialsOf(contact.name)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who ?? ""}>
          <p className={classes.name}>{contact.name}</p>
          <p className={classes.client}>{t("account.acting_for", { client: client.name })}</p>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          renderRoot={(props) => <Link {...props} {...paths.settings()} />}
          leftSection={<Settings size={18} aria-hidden="true" />}
        >
          {t("nav.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={18} aria-hidden="true" />} onClick={() => signOut.mutate()}>
          {t("account.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
