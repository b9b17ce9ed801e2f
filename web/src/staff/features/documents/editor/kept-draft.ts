/**
 * The copy of a draft that this browser keeps while the server does not hold it yet: a closed tab, a crash or a cut
 * network loses nothing. Pure but for the store that it is given.
 */
import type { Draft } from "~/staff/api/content.ts";
import { isSame } from "./draft-difference.ts";

export type KeptDraft = {
  draft: Draft;
  /** What the server held when this was written, of `draft_revision`. */
  base: Draft;
  draft_revision: number;
  /** When it was written, RFC 3339. */
  at: string;
};

const KEPT_DAYS = 14;

/** The kept draft; null when there is none that can be read. */
export function readKept(store: Storage | null, key: string): KeptDraft | null {
  try {
    const kept = JSON.parse(store?.getItem(key) ?? "null") as KeptDraft | null;
    return Array.isArray(kept?.draft?.content?.blocks) && Array.isArray(kept.base?.content?.blocks) ? kept : null;
  } catch {
    return null;
  }
}

/** False when the browser has no room, or keeps nothing. */
export function writeKept(store: Storage | null, key: string, kept: KeptDraft): boolean {
  try {
    store?.setItem(key, JSON.stringify(kept));
    return store !== null;
  } catch {
    return false;
  }
}

/** Drops of `keys` what nobody came back for. */
export function dropOld(store: Storage | null, keys: string[], now = new Date()): void {
  for (const key of keys) {
    const at = Date.parse(readKept(store, key)?.at ?? "");
    if (!(now.getTime() - at < KEPT_DAYS * 86_400_000)) {
      store?.removeItem(key);
    }
  }
}

export type Opened =
  /** Nothing is kept that the server does not hold. */
  | { kind: "plain" }
  /** Written on top of what the server holds: goes on. */
  | { kind: "back"; kept: KeptDraft }
  /** The server went on without it: somebody has to say what counts. */
  | { kind: "behind"; kept: KeptDraft };

/** How a draft opens that the server holds as `server`, of `revision`. */
export function opened(server: Draft, revision: number, kept: KeptDraft | null): Opened {
  if (kept === null || isSame(kept.draft, server)) {
    return { kind: "plain" };
  }
  return { kind: kept.draft_revision === revision ? "back" : "behind", kept };
}
