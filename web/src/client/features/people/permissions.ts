/** The permissions in the order in which they are shown, and what each role has. */
import type { Permission, Role } from "./queries.ts";

export const permissions: Permission[] = [
  "read_projects",
  "see_money",
  "choose_options",
  "approve_time",
  "approve_expenses",
  "approve_invoices",
  "approve_deliverables",
  "approve_change_requests",
  "acknowledge",
  "sign",
  "upload",
  "message",
  "book",
  "open_tickets",
  "see_all_tickets",
  "raise_snags",
  "manage_people",
  "read_audit",
];

export const roles: Role[] = ["executive", "manager", "billing", "viewer", "guest"];

const ofRole: Record<Role, Permission[]> = {
  executive: permissions,
  manager: permissions.filter((permission) => permission !== "manage_people"),
  billing: ["see_money", "approve_invoices", "message", "open_tickets"],
  viewer: ["read_projects", "acknowledge"],
  guest: ["read_projects", "message", "upload", "raise_snags"],
};

/** What a role brings, as far as one has it oneself. */
export const givenBy = (role: Role, own: string[]): Permission[] =>
  ofRole[role].filter((permission) => own.includes(permission));
