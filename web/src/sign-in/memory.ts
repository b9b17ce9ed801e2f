/** Whom this browser last asked a code for, so that a link that is over can be renewed in one click. */
import type { Recipient } from "./server.ts";

const KEY = "portico-sign-in";

export type Remembered = { recipient: Recipient; masked: string; returnTo: string | null };

export function remember(asked: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(asked));
  } catch {
    // Without storage the address is typed again.
  }
}

export function remembered(): Remembered | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as Remembered);
  } catch {
    return undefined;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}
