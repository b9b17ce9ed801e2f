/** Who is signed in, and the way out. */
import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { PersonMenu } from "~/shared/ui/person-menu.tsx";
import { useSession, useSignOut } from "../features/session/index.ts";
import { hasText, useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";

export function AccountMenu() {
  const t = useT();
  const { staff } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const role = `account.role.${staff.role}`;
  return (
    <PersonMenu
      label={t("account.menu", { name: staff.name })}
      name={staff.name}
      details={[staff.email, hasText(role) ? t(role) : staff.role]}
      signOutLabel={t("account.sign_out")}
      onSignOut={() => signOut.mutate()}
    >
      <Menu.Item
        leftSection={<ShieldCheck size={18} aria-hidden="true" />}
        onClick={() => void navigate(paths.account())}
      >
        {t("account.title")}
      </Menu.Item>
    </PersonMenu>
  );
}
