import { describe, expect, it } from "vitest";
import { ApiError } from "~/shared/api/api-error.ts";
import { isBesideFields } from "./form-problems.ts";

const refused = (...fields: string[]) =>
  new ApiError(422, { errors: fields.map((field) => ({ field, code: "invalid", message: `${field} is wrong` })) });
const values = { name: "", fields: [{ label: "" }] };

describe("where a refusal is shown", () => {
  it("is beside its fields when the form has all of them", () => {
    expect(isBesideFields(values, refused("name", "fields[1].label"))).toBe(true);
  });

  it("is not when one of them is nowhere in the form", () => {
    expect(isBesideFields(values, refused("name", "position"))).toBe(false);
    expect(isBesideFields(values, refused())).toBe(false);
    expect(isBesideFields(values, new Error("away"))).toBe(false);
  });

  it("follows the form's own names", () => {
    expect(isBesideFields({ owner: "" }, refused("qr.name"), (path) => path.replace("qr.name", "owner"))).toBe(true);
  });

  it("counts an address that is taken as a problem of its field", () => {
    const taken = new ApiError(409, { code: "address_taken", detail: "Taken.", field: "email" });
    expect(isBesideFields({ email: "" }, taken)).toBe(true);
    expect(isBesideFields({ name: "" }, taken)).toBe(false);
  });
});
