import { describe, expect, it } from "vitest";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { fieldOf, formOf, valuesOf } from "./method-form.ts";

const transfer: PaymentMethod = {
  id: "m1",
  section: "transfer",
  name: "Bank",
  instructions: "Within 14 days",
  fields: [{ label: "IBAN", value: "DE02120300000000202051" }],
  currency: "EUR",
  qr: { standard: "epc", name: "Studio", iban: "DE02120300000000202051", bic: null },
  position: 3,
  switched_on: true,
};

describe("the form of a payment method", () => {
  it("gives back what it was filled with", () => {
    const { id: _, position: __, switched_on: ___, ...values } = transfer;
    expect(valuesOf(formOf(transfer))).toEqual(values);
  });

  it("sends nothing of a code that was switched away", () => {
    expect(valuesOf({ ...formOf(transfer), qr: "none" }).qr).toBeNull();
    expect(valuesOf({ ...formOf(transfer), qr: "bip21", address: " bc1q ", amount: "0,5" }).qr).toEqual({
      standard: "bip21",
      scheme: "bitcoin",
      address: "bc1q",
      amount: "0.5",
    });
  });

  it("finds the field of a server's problem", () => {
    expect(fieldOf("fields[1].value")).toBe("fields.1.value");
    expect(fieldOf("qr.iban")).toBe("iban");
    expect(fieldOf("qr.name")).toBe("owner");
    expect(fieldOf("name")).toBe("name");
  });
});
