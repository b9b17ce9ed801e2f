/** The roles of a membership, from the widest to the narrowest. */
import type { Role } from "~/staff/api/wire.ts";

export const roles = ["executive", "manager", "billing", "viewer", "guest"] as const satisfies readonly Role[];
