/** The menu behind somebody's initials: who is signed in, what concerns them, and the way out. */
import { Menu, UnstyledButton } from "@mantine/core";
import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { initialsOf } from "./initials.ts";
import classes from "./person-menu.module.css";

type Props = {
  /** What the button is called. */
  label: string;
  name: string;
  /** What else is said of the person, a line each. */
  details: string[];
  signOutLabel: string;
  onSignOut: () => void;
  /** The entries above the way out. */
  children: ReactNode;
};

export function PersonMenu({ label, name, details, signOutLabel, onSignOut, children }: Props) {
  return (
    <Menu
      position="bottom-end"
      width={250}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={label}>
          <span aria-hidden="true">{initialsOf(name)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who ?? ""}>
          <p className={classes.name}>{name}</p>
          {details.map((detail) => (
            <p key={detail} className={classes.detail}>
              {detail}
            </p>
          ))}
        </Menu.Label>
        <Menu.Divider />
        {children}
        <Menu.Item leftSection={<LogOut size={18} aria-hidden="true" />} onClick={onSignOut}>
          {signOutLabel}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
