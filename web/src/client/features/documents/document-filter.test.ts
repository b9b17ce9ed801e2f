import { expect, test } from "vitest";
import { documentFilter } from "./document-filter.ts";

test("an address that makes no sense narrows nothing", () => {
  expect(documentFilter({ q: "lake", status: "open", type: "plan" })).toEqual({
    q: "lake",
    status: "open",
    type: "plan",
  });
  expect(documentFilter({ q: "", status: "sold", type: 7, cursor: "x" })).toEqual({});
});
