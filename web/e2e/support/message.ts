/** What stands in a message. */
import type { OutboxMessage } from "./demo";

/** The six digits in a message. */
export function codeIn(message: OutboxMessage): string {
  const code = /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0];
  if (code === undefined) {
    throw new Error(`no code in: ${message.text}`);
  }
  return code;
}

/** The first address in a message. */
export function linkIn(message: OutboxMessage): string {
  const link = /https?:\/\/[^\s<>"]+/.exec(message.text)?.[0];
  if (link === undefined) {
    throw new Error(`no link in: ${message.text}`);
  }
  return link;
}
