/**
 * What this browser keeps for whoever is signed in, beside the session cookie: work that the server does not hold yet.
 * On a shared computer it goes with them: on signing out, and when another account signs in.
 */
import type { StaffSession } from "~/staff/api/wire.ts";

const PREFIX = "portico.draft.";

/** Whose it is: one account of one provider. */
const ownerOf = ({ provider, staff }: StaffSession): string => `${PREFIX}${provider.id}.${staff.id}.`;

/** Where something of the account is kept. */
export const keptKey = (session: StaffSession, name: string): string => ownerOf(session) + name;

export function keptKeys(store: Storage): string[] {
  const keys = Array.from({ length: store.length }, (_, place) => store.key(place));
  return keys.filter((key) => key?.startsWith(PREFIX) === true) as string[];
}

/** The browser's own store; none where the browser is told to keep nothing. */
export function keptStore(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Forgets what is kept for anybody, or for anybody but the account of `session`. */
export function forgetKept(session?: StaffSession, store = keptStore()): void {
  if (store === null) {
    return;
  }
  const own = session === undefined ? null : ownerOf(session);
  for (const key of keptKeys(store)) {
    if (own === null || !key.startsWith(own)) {
      store.removeItem(key);
    }
  }
}
