/** Who is signed in, and the way out. */
import { Menu, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { LogOut, ShieldCheck } from "lucide-react";
import { initialsOf } from "~/shared/ui/initials.ts";
import { useSession, useSignOut } from "../features/session/index.ts";
import { hasText, useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import classes from "./account-menu.module.css";

export function AccountMenu() {
  const t = useT();
  const { staff } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const role = `account.role.${staff.role}`;
  return (
    <Menu position="bottom-end" width={250} radius="lg" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t("account.menu", { name: staff.name })}>
          <span aria-hidden="true">{initialsOf(staff.name)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <p className={classes.name}>{staff.name}</p>
          <p className={classes.detail}>{staff.email}</p>
          <p className={classes.detail}>{hasText(role) ? t(role) : staff.role}</p>
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<ShieldCheck size={18} aria-hidden="true" />}
          onClick={() => void navigate(paths.account())}
        >
          {t("account.title")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={18} aria-hidden="true" />} onClick={() => signOut.mutate()}>
          {t("account.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
