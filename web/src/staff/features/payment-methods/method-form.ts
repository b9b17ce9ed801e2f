/** A payment method as it stands in its form, and what of it is sent. Pure. */
import type { Coin, PaymentMethod, QrCode, Section } from "~/staff/api/wire.ts";
import type { MethodValues } from "./queries.ts";

export type MethodForm = {
  section: Section;
  name: string;
  instructions: string;
  fields: { key: string; label: string; value: string }[];
  currency: string;
  qr: "none" | "epc" | "bip21";
  owner: string;
  iban: string;
  bic: string;
  scheme: Coin;
  address: string;
  amount: string;
};

export function formOf(method: PaymentMethod | null): MethodForm {
  const epc = method?.qr?.standard === "epc" ? method.qr : undefined;
  const bip21 = method?.qr?.standard === "bip21" ? method.qr : undefined;
  return {
    section: method?.section ?? "transfer",
    name: method?.name ?? "",
    instructions: method?.instructions ?? "",
    fields: (method?.fields ?? []).map((field, place) => ({ key: String(place), ...field })),
    currency: method?.currency ?? "",
    qr: method?.qr?.standard ?? "none",
    owner: epc?.name ?? "",
    iban: epc?.iban ?? "",
    bic: epc?.bic ?? "",
    scheme: bip21?.scheme ?? "bitcoin",
    address: bip21?.address ?? "",
    amount: bip21?.amount ?? "",
  };
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

function qrOf(form: MethodForm): QrCode | null {
  switch (form.qr) {
    case "none":
      return null;
    case "epc":
      return { standard: "epc", name: form.owner.trim(), iban: form.iban.trim(), bic: orNull(form.bic) };
    case "bip21":
      return {
        standard: "bip21",
        scheme: form.scheme,
        address: form.address.trim(),
        amount: orNull(form.amount.replace(",", ".")),
      };
  }
}

export function valuesOf(form: MethodForm): Omit<MethodValues, "position" | "switched_on"> {
  return {
    section: form.section,
    name: form.name.trim(),
    instructions: form.instructions.trim(),
    fields: form.fields.map(({ label, value }) => ({ label: label.trim(), value: value.trim() })),
    currency: orNull(form.currency.toUpperCase()),
    qr: qrOf(form),
  };
}

/** The form's field that the server's `path` means: `fields[1].value` → `fields.1.value`, `qr.name` → `owner`. */
export function fieldOf(path: string): string {
  const name = path.replace(/\[(\d+)\]/gu, ".$1");
  return name === "qr.name" ? "owner" : name.replace(/^qr\./u, "");
}
