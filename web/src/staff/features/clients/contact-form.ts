/** A contact as it stands in a form, and what of it is sent. Pure. */
import type { ContactRow } from "~/staff/api/wire.ts";

export type ContactForm = { name: string; email: string; phone: string; language: string | null };

export const emptyContact: ContactForm = { name: "", email: "", phone: "", language: null };

export const contactFormOf = ({ name, email, phone, language }: ContactRow): ContactForm => ({
  name,
  email: email ?? "",
  phone: phone ?? "",
  language,
});

export type ContactChange = Partial<{ name: string; email: string; phone: string; language: string }>;

type Filled = { name: string; email: string | null; phone: string | null; language: string | null };

/** What is filled in, without the space around it. */
export const filledIn = ({ name, email, phone, language }: ContactForm): Filled => ({
  name: name.trim(),
  email: email.trim() || null,
  phone: phone.trim() || null,
  language,
});

/** What differs; an empty text takes the address or the language away. */
export function contactChange(before: ContactForm, after: ContactForm): ContactChange {
  const tidy = (form: ContactForm) => ({
    name: form.name.trim(),
    email: form.email.trim(),
    phone: form.phone.trim(),
    language: form.language ?? "",
  });
  const [old, now] = [tidy(before), tidy(after)];
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== old[key as keyof ContactForm]));
}

/** The same rules for a new contact and for a known one. */
export const contactRules = (words: { name: string; address: string }) => ({
  name: (name: string) => (name.trim() === "" ? words.name : null),
  email: (email: string, { phone }: ContactForm) => (email.trim() === "" && phone.trim() === "" ? words.address : null),
});
