/** Every permission with its box: the role's own are marked, and so is what differs from the role. */
import { Checkbox } from "@mantine/core";
import { Tag } from "~/shared/ui/tag.tsx";
import type { Permission, Role, RoleTable } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./permission-list.module.css";
import { grantedBy, grouped } from "./permissions.ts";

type PermissionListProps = {
  table: RoleTable;
  role: Role;
  chosen: Permission[];
  onChange: (chosen: Permission[]) => void;
};

export function PermissionList({ table, role, chosen, onChange }: PermissionListProps) {
  const t = useT();
  const own = grantedBy(table, role);
  const toggle = (permission: Permission, on: boolean) => {
    const wanted = on ? [...chosen, permission] : chosen.filter((other) => other !== permission);
    onChange(table.permissions.filter((each) => wanted.includes(each)));
  };
  return (
    <div className={classes.groups}>
      {grouped(table).map(([group, permissions]) => (
        <fieldset key={group} className={classes.group}>
          <legend className={classes.legend}>{t(`permissions.${group}`)}</legend>
          {permissions.map((permission) => {
            const isOn = chosen.includes(permission);
            const isOwn = own.includes(permission);
            return (
              <div key={permission} className={classes.permission}>
                <Checkbox
                  checked={isOn}
                  label={t(`permission.${permission}`)}
                  onChange={(event) => toggle(permission, event.currentTarget.checked)}
                />
                {isOwn && isOn && <span className={classes.own}>{t("permissions.own")}</span>}
                {isOn && !isOwn && <Tag tone="good">{t("permissions.added")}</Tag>}
                {isOwn && !isOn && <Tag tone="warn">{t("permissions.removed")}</Tag>}
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
