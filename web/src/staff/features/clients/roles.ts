/** The roles of a membership, from the widest to the narrowest. */
import type { Role } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";

const roles = ["executive", "manager", "billing", "viewer", "guest"] as const satisfies readonly Role[];

export function useRoleOptions(): { value: Role; label: string }[] {
  const t = useT();
  return roles.map((value) => ({ value, label: t(`role.${value}`) }));
}
