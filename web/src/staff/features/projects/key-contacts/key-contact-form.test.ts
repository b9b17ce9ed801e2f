import { expect, it } from "vitest";
import { inContacts, keyContactFormsOf, keyContactRules, savedKeyContacts } from "./key-contact-form.ts";

const shown = { name: "Ada", is_shown: true };
const known = [
  { ...shown, staff_id: "s1", contact_id: null, what_for: "Questions about the site" },
  { ...shown, staff_id: null, contact_id: "c1", what_for: "Colours" },
];

it("people of either side come back as they were", () => {
  expect(savedKeyContacts(keyContactFormsOf(known))).toEqual([
    { staff_id: "s1", contact_id: null, what_for: "Questions about the site" },
    { staff_id: null, contact_id: "c1", what_for: "Colours" },
  ]);
});

it("each has somebody, and something to turn to them for", () => {
  const { person, what_for } = keyContactRules({ person: "who", whatFor: "what" }).contacts;
  expect([person(""), person("staff:1"), what_for(" "), what_for("x")]).toEqual(["who", null, "what", null]);
});

it("what the server refuses stands beside who or what it is about", () => {
  expect(inContacts("contacts[1].staff_id")).toBe("contacts.1.person");
  expect(inContacts("contacts[1].contact_id")).toBe("contacts.1.person");
  expect(inContacts("contacts[10]")).toBe("contacts.10.person");
  expect(inContacts("contacts[1].what_for")).toBe("contacts.1.what_for");
  expect(inContacts("contacts")).toBe("contacts");
});
