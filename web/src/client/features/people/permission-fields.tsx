/** A role, and exactly what a colleague may do: never more than one may oneself. */
import { Checkbox, Select } from "@mantine/core";
import { useSession } from "~/client/features/sign-in/index.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import { givenBy, permissions, roles } from "./permissions.ts";
import type { Permission, Role } from "./queries.ts";

export type Rights = { role: Role; permissions: Permission[] };

type PermissionFieldsProps = { rights: Rights; onChange: (rights: Rights) => void; error?: string | undefined };

export function PermissionFields({ rights, onChange, error }: PermissionFieldsProps) {
  const t = useT();
  const session = useSession();
  const own = session.permissions;
  const offered = roles.filter((role) => role !== "executive" || session.role === "executive");
  const toggle = (permission: Permission, on: boolean) =>
    onChange({
      ...rights,
      permissions: permissions.filter((one) => (one === permission ? on : rights.permissions.includes(one))),
    });
  return (
    <>
      <Select
        label={t("people.role")}
        description={t(`people.role.${rights.role}`)}
        allowDeselect={false}
        data={offered.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={rights.role}
        onChange={(role) => role !== null && onChange({ role: role as Role, permissions: givenBy(role as Role, own) })}
      />
      <fieldset className={classes.permissions}>
        <legend>{t("people.may")}</legend>
        {permissions
          .filter((permission) => own.includes(permission))
          .map((permission) => (
            <Checkbox
              key={permission}
              label={t(`people.may.${permission}`)}
              checked={rights.permissions.includes(permission)}
              onChange={(event) => toggle(permission, event.currentTarget.checked)}
            />
          ))}
      </fieldset>
      {error !== undefined && (
        <p className={classes.hint} role="alert">
          {error}
        </p>
      )}
    </>
  );
}
