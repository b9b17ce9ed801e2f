/** Where a contact for questions leads to: a mailbox or a phone; nothing where it is more than one of them. Pure. */
export function addressOf(contact: string): string | undefined {
  const text = contact.trim();
  if (/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/u.test(text)) {
    return `mailto:${encodeURI(text)}`;
  }
  return /^\+?[\d\s()/.-]{6,}$/u.test(text) ? `tel:${text.replace(/[^\d+]/gu, "")}` : undefined;
}
