/** What is done about an upload that failed: go on by itself, begin again, ask for a code, or say why not. Pure. */
import type { ApiError } from "../api/api-error.ts";
import type { Stall } from "./upload-item.ts";

/** Why a file was not taken, each with words of its own (`upload.reason.…`). */
export const reasons = [
  "too_large",
  "quota_exceeded",
  "disk_full",
  "storage_away",
  "other_side",
  "forbidden",
  "session_over",
  "over",
  "name",
  "project",
  "invalid",
  "unreadable",
  "busy",
  "unknown",
] as const;
export type Reason = (typeof reasons)[number];

export type Plan =
  | { act: "go_on"; afterMs: number; stall: Stall }
  | { act: "begin_anew" }
  | { act: "step_up" }
  | { act: "refuse"; reason: Reason };

const ofCode: Record<string, Reason> = {
  too_large: "too_large",
  quota_exceeded: "quota_exceeded",
  disk_full: "disk_full",
  storage_away: "storage_away",
  other_side: "other_side",
  not_yours: "forbidden",
};

const ofStatus: Record<number, Reason> = {
  401: "session_over",
  403: "forbidden",
  404: "over",
  410: "over",
  413: "too_large",
  507: "disk_full",
};

/** The server's own words for a field that it does not take, by the field. */
const ofField: Record<string, Reason> = { filename: "name", project_id: "project" };

/** The pauses before an upload goes on by itself; the last one stays. */
const DELAYS_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
/** So often a server that answers, but not well, is asked in a row. */
const MOST_ANSWERS = 8;
/** While another part of it is still arriving, the server says 423. */
const LOCKED_MS = 2_000;

const delayMs = (attempt: number) => DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] ?? 30_000;

/** The same part, sent again, may well arrive: it was cut, mangled, or came where nothing was expected. */
const isHurt = ({ status }: ApiError) => status === 408 || status === 409 || status === 460;

/**
 * `attempt`: how often in a row it has failed. `isKept`: it goes on from an earlier visit and nothing has arrived in this
 * one, so that it may well be over.
 */
export function planOf(error: ApiError, attempt: number, isKept: boolean): Plan {
  const { status, code } = error;
  if (status === 0) {
    return { act: "go_on", afterMs: delayMs(attempt), stall: "offline" };
  }
  if (status === 423) {
    return { act: "go_on", afterMs: LOCKED_MS, stall: "locked" };
  }
  if (code === "step_up_required") {
    return { act: "step_up" };
  }
  const isLost = status === 403 || status === 404 || status === 410;
  if (isLost && isKept) {
    return { act: "begin_anew" };
  }
  const known = ofCode[code];
  const mayPass = isHurt(error) ? known === undefined : status === 429 || (status >= 500 && status !== 507);
  if (mayPass && attempt < MOST_ANSWERS) {
    const asked = (error.retryAfterSeconds ?? 0) * 1_000;
    return { act: "go_on", afterMs: Math.max(asked, delayMs(attempt)), stall: "busy" };
  }
  return { act: "refuse", reason: known ?? ofFields(error) ?? ofStatus[status] ?? (mayPass ? "busy" : "unknown") };
}

function ofFields({ status, fields }: ApiError): Reason | undefined {
  return status === 422 ? (ofField[fields[0]?.field ?? ""] ?? "invalid") : undefined;
}
