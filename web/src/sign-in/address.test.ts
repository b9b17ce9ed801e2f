import { describe, expect, it } from "vitest";
import page from "../../html/sign-in/index.html?raw";
import { codeOf, recipientOf, returnTo } from "./address.ts";
import { de, en, type TextKey, textsOf } from "./texts.ts";

const both = { sms: true, email: true };

describe("recipientOf", () => {
  it("tells e-mail addresses and phone numbers apart", () => {
    expect(recipientOf(" ada@example.com ", both)).toEqual({ email: "ada@example.com" });
    expect(recipientOf("+31 (0)6 1234-5678", both)).toEqual({ phone: "+31 (0)6 1234-5678" });
  });

  it("says what is wrong in the words of what is taken", () => {
    expect(recipientOf("", both)).toBe("address.missing");
    expect(recipientOf("ada", both)).toBe("address.invalid");
    expect(recipientOf("ada@example.com", { sms: true, email: false })).toBe("address.invalid_phone");
    expect(recipientOf("0612345678", { sms: false, email: true })).toBe("address.invalid_email");
    expect(recipientOf("12", both)).toBe("address.invalid");
  });
});

it("takes a pasted code with spaces, and nothing but six digits", () => {
  expect(codeOf("123 456")).toBe("123456");
  expect(codeOf("12345")).toBeUndefined();
  expect(codeOf("1234567")).toBeUndefined();
});

it("goes back only to paths of the portal", () => {
  expect(returnTo("?to=%2Fdocuments%2F2026%2Fx")).toBe("/documents/2026/x");
  expect(returnTo("?to=https://evil.example")).toBeNull();
  expect(returnTo("?to=//evil.example")).toBeNull();
  expect(returnTo("?to=/\\evil.example")).toBeNull();
  expect(returnTo("")).toBeNull();
});

describe("texts", () => {
  it("stand in the page as they stand in the catalogue", () => {
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const marked = [...parsed.querySelectorAll<HTMLElement>("[data-t]")];
    expect(marked.length).toBeGreaterThan(8);
    for (const element of marked) {
      const key = element.dataset.t as TextKey;
      expect(element.textContent?.replaceAll(/\s+/g, " ").trim(), key).toBe(en[key]);
    }
  });

  it("name the same values in German", () => {
    const names = (text: string) => text.match(/\{\w+\}/g)?.sort();
    for (const key of Object.keys(en) as TextKey[]) {
      expect(names(de[key]), key).toEqual(names(en[key]));
    }
    expect(textsOf("de")("code.wrong_left", { left: 2 })).toBe("Das ist nicht der Code. Versuche übrig: 2.");
    expect(textsOf("xx")("code.send")).toBe("Sign in");
  });
});
