/** Who is signed in, and the way out. */
import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Settings } from "lucide-react";
import { PersonMenu } from "~/shared/ui/person-menu.tsx";
import { useSession, useSignOut } from "../features/sign-in/index.ts";
import { useT } from "../i18n/use-t.ts";
import { paths } from "../paths.ts";

export function AccountMenu() {
  const t = useT();
  const { contact, client } = useSession();
  const signOut = useSignOut();
  return (
    <PersonMenu
      label={t("account.menu", { name: contact.name })}
      name={contact.name}
      details={[t("account.acting_for", { client: client.name })]}
      signOutLabel={t("account.sign_out")}
      onSignOut={() => signOut.mutate()}
    >
      <Menu.Item
        renderRoot={(props) => <Link {...props} {...paths.settings()} />}
        leftSection={<Settings size={18} aria-hidden="true" />}
      >
        {t("nav.settings")}
      </Menu.Item>
    </PersonMenu>
  );
}
