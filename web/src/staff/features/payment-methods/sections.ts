/** The sections of payment methods, in the order of the confirmed page. */
import type { Section } from "~/staff/api/wire.ts";

export const sections = ["crypto", "cash_prepaid", "transfer"] as const satisfies readonly Section[];
