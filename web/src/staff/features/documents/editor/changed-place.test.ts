import { expect, it } from "vitest";
import type { Draft } from "~/staff/api/content.ts";
import { addBlock, changeBlock, moveBlock, removeBlock, withContent } from "./blocks.ts";
import { changedPlace } from "./changed-place.ts";

const heading = (id: string) => ({ type: "heading" as const, id, text: id, level: 2 as const });
const empty: Draft = {
  title: "Kitchen",
  content: {
    currency: "EUR",
    intro: null,
    blocks: [],
    valid_until: null,
    deposit: null,
    payment: { asks: true, offers: ["full"], excluded_method_ids: [] },
    next_steps: null,
  },
};
const three = ["a", "b", "c"].reduce((draft, id) => addBlock(draft, heading(id)), empty);
const block = (id: string) => ({ kind: "block", id });

it("is the block that changed, came back or moved, and the neighbour of one that is gone", () => {
  expect(changedPlace(three, changeBlock(three, heading("b"), { text: "x" }))).toEqual(block("b"));
  expect(changedPlace(removeBlock(three, "b"), three)).toEqual(block("b"));
  expect(changedPlace(three, moveBlock(three, "c", -1))).toEqual(block("c"));
  expect(changedPlace(three, removeBlock(three, "b"))).toEqual(block("c"));
  expect(changedPlace(three, removeBlock(three, "c"))).toEqual(block("b"));
});

it("is the field, or the settings", () => {
  expect(changedPlace(three, { ...three, title: "Hall" })).toEqual({ kind: "field", name: "title" });
  expect(changedPlace(three, withContent(three, { intro: "Hello" }))).toEqual({ kind: "field", name: "intro" });
  expect(changedPlace(three, withContent(three, { currency: "USD" }))).toEqual({ kind: "settings" });
  expect(changedPlace(three, three)).toBeNull();
});
