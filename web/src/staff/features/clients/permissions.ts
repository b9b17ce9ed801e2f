/** What a membership adds to its role and takes from it. Pure. */
import type { Permission, Role, RoleTable } from "~/staff/api/wire.ts";

export type PermissionGroup = "see" | "decide" | "take_part" | "people";

/** Where each permission stands in the list. */
const groups: Record<Permission, PermissionGroup> = {
  read_projects: "see",
  see_money: "see",
  see_all_tickets: "see",
  read_audit: "see",
  choose_options: "decide",
  approve_time: "decide",
  approve_expenses: "decide",
  approve_invoices: "decide",
  approve_deliverables: "decide",
  approve_change_requests: "decide",
  acknowledge: "decide",
  sign: "decide",
  upload: "take_part",
  message: "take_part",
  book: "take_part",
  open_tickets: "take_part",
  raise_snags: "take_part",
  manage_people: "people",
};

/** The permissions of the table by group, in the table's order. */
export function grouped(table: RoleTable): [PermissionGroup, Permission[]][] {
  const order: PermissionGroup[] = ["see", "decide", "take_part", "people"];
  return order.map((group) => [group, table.permissions.filter((permission) => groups[permission] === group)]);
}

export const grantedBy = (table: RoleTable, role: Role): Permission[] =>
  table.roles.find((row) => row.role === role)?.permissions ?? [];

export type Difference = { added: Permission[]; removed: Permission[] };

/** How `permissions` differ from those of the role. */
export function differenceOf(table: RoleTable, role: Role, permissions: readonly Permission[]): Difference {
  const own = grantedBy(table, role);
  return {
    added: permissions.filter((permission) => !own.includes(permission)),
    removed: own.filter((permission) => !permissions.includes(permission)),
  };
}

/** The permissions under another role, with the same ones added and taken as before. */
export function underRole(table: RoleTable, to: Role, { added, removed }: Difference): Permission[] {
  const own = grantedBy(table, to);
  return table.permissions.filter(
    (permission) => (own.includes(permission) || added.includes(permission)) && !removed.includes(permission),
  );
}
