import { describe, expect, it } from "vitest";
import { contactChange, contactRules, emptyContact, filledIn } from "./contact-form.ts";

const ada = { name: "Ada", email: "ada@example.com", phone: "+491701234567", language: "de" };

describe("a contact's form", () => {
  it("sends what is filled in", () => {
    expect(filledIn({ ...emptyContact, name: " Ada ", phone: " 0170 1 " })).toEqual({
      name: "Ada",
      email: null,
      phone: "0170 1",
      language: null,
    });
  });

  it("sends what differs, and an empty text to take something away", () => {
    expect(contactChange(ada, { ...ada, name: "Ada " })).toEqual({});
    expect(contactChange(ada, { ...ada, email: "", language: null })).toEqual({ email: "", language: "" });
  });

  it("needs a name and one address", () => {
    const rules = contactRules({ name: "no name", address: "no address" });
    expect(rules.name("  ")).toBe("no name");
    expect(rules.email("", { ...emptyContact, phone: " " })).toBe("no address");
    expect(rules.email("", ada)).toBeNull();
  });
});
