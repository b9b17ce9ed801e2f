import { expect, it } from "vitest";
import type { ConfirmedMethod } from "~/shared/api/types.ts";
import { pickedFirst } from "./picked-first.ts";

const method = (id: string): ConfirmedMethod => ({ id, name: id, instructions_html: null, fields: [], qr: null });
const sections = [
  { section: "crypto" as const, methods: [method("btc")] },
  { section: "cash_prepaid" as const, methods: [] },
  { section: "transfer" as const, methods: [method("sepa"), method("wire")] },
];
const ids = (pickedId: string | null) =>
  pickedFirst(sections, pickedId).flatMap(({ methods }) => methods.map(({ id }) => id));

it("puts the picked method and its section in front, and leaves out empty sections", () => {
  expect(ids(null)).toEqual(["btc", "sepa", "wire"]);
  expect(ids("wire")).toEqual(["wire", "sepa", "btc"]);
  expect(pickedFirst(sections, null).map(({ section }) => section)).toEqual(["crypto", "transfer"]);
});
