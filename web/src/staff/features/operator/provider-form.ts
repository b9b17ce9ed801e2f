/** A provider as it stands in a form, and what of it is sent. Pure. */
import type { NewProvider } from "./queries.ts";

export type ClientForm = { key: string; name: string; contact: string; email: string; phone: string };

export type ProviderForm = {
  name: string;
  kind: "person" | "business";
  preset: string;
  hosts: string;
  owner: { name: string; email: string };
  language: string;
  time_zone: string;
  country: string;
  currency: string;
  colour: string;
  clients: ClientForm[];
};

export const presets = [
  "client-area",
  "professional-services",
  "project-delivery",
  "account-management",
  "regulated",
] as const;

export const emptyProvider: ProviderForm = {
  name: "",
  kind: "person",
  preset: "client-area",
  hosts: "",
  owner: { name: "", email: "" },
  language: "en",
  time_zone: "Europe/Berlin",
  country: "DE",
  currency: "EUR",
  colour: "#27508f",
  clients: [],
};

const some = (typed: string): string | null => typed.trim() || null;

/** One address for each line or word. */
export const hostsOf = (typed: string): string[] => typed.split(/[\s,]+/u).filter((host) => host !== "");

/** What is sent; a first client comes with the person who decides for it. */
export const providerOf = (form: ProviderForm): NewProvider => ({
  name: form.name.trim(),
  hosts: hostsOf(form.hosts),
  owner: { name: some(form.owner.name), email: form.owner.email.trim() },
  preset: form.preset,
  business: form.kind === "business",
  language: form.language,
  time_zone: form.time_zone.trim(),
  country: form.country.trim(),
  currency: form.currency.trim().toUpperCase(),
  colour: form.colour.trim(),
  clients: form.clients.map(({ name, contact, email, phone }) => ({
    name: name.trim(),
    contacts: [{ name: contact.trim(), email: some(email), phone: some(phone), role: "executive" as const }],
  })),
});

/** `clients[0].contacts[0].email` stands in the form as `clients.0.email`. */
export const fieldOfProvider = (path: string): string =>
  path
    .replace(/^clients\[(\d+)\]\.contacts\[0\]\.name$/u, "clients.$1.contact")
    .replace(/^clients\[(\d+)\]\.contacts\[0\]\./u, "clients.$1.")
    .replace(/^clients\[(\d+)\]\./u, "clients.$1.");
