import { expect, it } from "vitest";
import { addressOf } from "./address-of.ts";

it.each([
  ["lena@studio.example", "mailto:lena@studio.example"],
  [" +49 (40) 123-456 ", "tel:+4940123456"],
  ["040/123456", "tel:040123456"],
  ["Lena, lena@studio.example", undefined],
  ["lena@studio.example, +49 40 123456", undefined],
  ["Ask at the desk", undefined],
  ["javascript:alert(1)", undefined],
])("%s leads to %s", (contact, address) => {
  expect(addressOf(contact)).toBe(address);
});
