import { expect, test } from "vitest";
import { documentFilter, typesOf } from "./document-filter.ts";

test("an address that makes no sense narrows nothing", () => {
  expect(documentFilter({ q: "lake", status: "open", type: "plan" })).toEqual({
    q: "lake",
    status: "open",
    type: "plan",
  });
  expect(documentFilter({ q: "", status: "sold", type: 7, cursor: "x" })).toEqual({});
});

test("each type stands once, by its name", () => {
  const documents = [
    { type: "quote", type_title: "Quote" },
    { type: "plan", type_title: "Plan" },
    { type: "quote", type_title: "Quote" },
  ];
  expect(typesOf(documents)).toEqual([
    { value: "plan", label: "Plan" },
    { value: "quote", label: "Quote" },
  ]);
});
