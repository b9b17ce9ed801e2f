/** What somebody typed as an address. */
import type { Recipient } from "./server.ts";

export type Ways = { sms: boolean; email: boolean; password?: boolean };
export type AddressProblem = "address.missing" | "address.invalid" | "address.invalid_email" | "address.invalid_phone";

/** A phone number or an e-mail address, or what is wrong with it. The server has the last word on both. */
export function recipientOf(typed: string, ways: Ways): Recipient | AddressProblem {
  const address = typed.trim();
  if (address === "") {
    return "address.missing";
  }
  if (address.includes("@")) {
    const isEmail = ways.email && /^[^\s@]+@[^\s@]+$/.test(address);
    return isEmail ? { email: address } : problemOf(ways);
  }
  const isPhone = ways.sms && /^\+?[\d\s()./-]+$/.test(address) && address.replace(/\D/g, "").length >= 5;
  return isPhone ? { phone: address } : problemOf(ways);
}

export function problemOf(ways: Ways): AddressProblem {
  if (ways.sms && ways.email) {
    return "address.invalid";
  }
  return ways.email ? "address.invalid_email" : "address.invalid_phone";
}

/** The six digits of a typed or pasted code, undefined while there are fewer or more. */
export function codeOf(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, "");
  return digits.length === 6 ? digits : undefined;
}

/** A path inside the portal, from the query of the page; null when there is none or it leads elsewhere. */
export function returnTo(search: string): string | null {
  const to = new URLSearchParams(search).get("to") ?? new URLSearchParams(search).get("return_to");
  return to !== null && /^\/(?![/\\])/.test(to) ? to : null;
}
