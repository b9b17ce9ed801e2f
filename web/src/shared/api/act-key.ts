/**
 * Idempotency keys. One act of a person has one key, however often the request is sent again: a retry after a lost
 * answer finds what the first attempt did. Another body is another act and gets another key.
 */
import { useState } from "react";

export class ActKey {
  #body: string | undefined;
  #key = "";

  /** The key for sending `body`: the same as last time as long as the body is the same. */
  for(body: unknown): string {
    const text = JSON.stringify(body);
    if (text !== this.#body) {
      this.#body = text;
      this.#key = randomKey();
    }
    return this.#key;
  }

  /** The act is over: doing the same again is a new one. */
  finish(): void {
    this.#body = undefined;
  }
}

/** The key of one form or dialog, as long as it is shown. */
export function useActKey(): ActKey {
  const [key] = useState(() => new ActKey());
  return key;
}

/** 128 random bits. `crypto.randomUUID` is missing where the portal is opened over plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
