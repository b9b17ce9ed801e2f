/** For which client one acts, and the way to another one. */
import { Menu, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Check, ChevronsUpDown } from "lucide-react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useSession, useSwitchClient } from "../features/sign-in/index.ts";
import { useT } from "../i18n/use-t.ts";
import { paths } from "../paths.ts";
import classes from "./client-switcher.module.css";

export function ClientSwitcher() {
  const t = useT();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const { client, clients } = useSession();
  const change = useSwitchClient();
  if (clients.length < 2) {
    return null;
  }
  // What is open belongs to the client one leaves.
  const leave = (id: string) => change.mutate(id, { onSuccess: () => void navigate(paths.home()) });
  return (
    <Menu position="bottom-end" width={260} radius="lg" shadow="md" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t("account.switch", { client: client.name })}>
          <span className={classes.name}>{client.name}</span>
          <ChevronsUpDown size={16} aria-hidden="true" className={classes.icon} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("account.act_for")}</Menu.Label>
        {clients.map(({ id, name }) => (
          <Menu.Item
            key={id}
            className={classes.item ?? ""}
            disabled={change.isPending}
            aria-current={id === client.id ? "true" : undefined}
            rightSection={id === client.id ? <Check size={18} aria-hidden="true" /> : undefined}
            onClick={() => id !== client.id && leave(id)}
          >
            {name}
          </Menu.Item>
        ))}
        {change.isError && (
          <p className={classes.error} role="alert">
            {errorText(change.error)}
          </p>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
