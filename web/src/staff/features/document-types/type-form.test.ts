import { describe, expect, it } from "vitest";
import { ApiError } from "~/shared/api/api-error.ts";
import { isBesideFields } from "~/staff/ui/form-problems.ts";
import { besideField, fieldOf, formOf, isKey, isRetention, isSeries, keyOf, valuesOf } from "./type-form.ts";

const contract = {
  key: "contract",
  title: "Contract",
  form: "composed",
  series: "C",
  requires_approval: true,
  allowed_actions: ["acknowledge", "sign"],
  allowed_blocks: ["heading", "terms", "signature"],
  retention_days: 3650,
  watermark: false,
  built_in: true,
  switched_on: true,
  in_use: true,
};

describe("a document type in its form", () => {
  it("is sent as it was when nothing was changed", () => {
    const { key, form: _, built_in: __, switched_on: ___, in_use: ____, ...rest } = contract;
    expect(valuesOf(formOf(contract))).toEqual(rest);
    expect(formOf(contract).key).toBe(key);
  });

  it("has no options where nothing is chosen", () => {
    const form = { ...formOf(null), allowed_blocks: ["option_group", "terms"] };
    expect(valuesOf({ ...form, allowed_actions: "choose" }).allowed_blocks).toEqual(["option_group", "terms"]);
    expect(valuesOf({ ...form, allowed_actions: "none" }).allowed_blocks).toEqual(["terms"]);
    expect(valuesOf({ ...form, allowed_actions: "none" }).allowed_actions).toEqual([]);
  });

  it("is kept as long as its client when no days are given", () => {
    expect(valuesOf({ ...formOf(contract), retention_days: " " }).retention_days).toBeNull();
  });
});

it.each([
  ["Site report", "site_report"],
  ["  Übergabe & Abnahme ", "ubergabe_abnahme"],
  ["3. Angebot", "angebot"],
  ["!!", ""],
])("the title %j suggests the key %j", (title, key) => {
  expect(keyOf(title)).toBe(key);
});

it("knows keys, letters of numbers and days as the server does", () => {
  expect(["a", "site_report", "a".repeat(40)].every(isKey)).toBe(true);
  expect(["", "1a", "_a", "Site", "a-b", "a".repeat(41)].some(isKey)).toBe(false);
  expect(["Q", "SR2"].every(isSeries)).toBe(true);
  expect(["", "q", "2S", "ABCDEFGHI"].some(isSeries)).toBe(false);
  expect(["", " ", "1", "36500"].every(isRetention)).toBe(true);
  expect(["0", "36501", "-1", "1.5", "a"].some(isRetention)).toBe(false);
});

it("shows a key that is taken, and a part of a list, beside their fields", () => {
  const taken = new ApiError(409, { code: "key_taken", detail: "There is a type of this key already." });
  expect(isBesideFields(formOf(null), besideField(taken))).toBe(true);
  expect(isBesideFields(formOf(null), taken)).toBe(false);
  expect(fieldOf("allowed_blocks[2]")).toBe("allowed_blocks");
});
