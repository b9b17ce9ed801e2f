import { describe, expect, it } from "vitest";
import type { Draft } from "~/staff/api/content.ts";
import { addBlock, changeBlock, moveBlock, removeBlock, withContent } from "./blocks.ts";
import { differences, isContested, isSame, merged } from "./draft-difference.ts";

const heading = (id: string, text = id) => ({ type: "heading" as const, id, text, level: 2 as const });
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
const base = ["a", "b", "c"].reduce((draft, id) => addBlock(draft, heading(id)), empty);
const order = (draft: Draft) => draft.content.blocks.map(({ id }) => id).join("");
const texts = (draft: Draft) =>
  draft.content.blocks.map((block) => (block.type === "heading" ? block.text : "")).join();
const write = (draft: Draft, id: string, text: string) => changeBlock(draft, heading(id), { text });
const never = (part: string): never => {
  throw new Error(`nobody has to choose ${part}`);
};

describe("what two wrote", () => {
  it("is the same whatever the order of its members", () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });

  it("goes together where they changed different blocks", () => {
    const mine = write(base, "a", "mine");
    const theirs = write({ ...base, title: "Kitchen and hall" }, "c", "theirs");
    const both = merged(base, mine, theirs, never);
    expect([both.title, texts(both)]).toEqual(["Kitchen and hall", "mine,b,theirs"]);
    expect(differences(base, mine, theirs).map(({ part }) => part)).toEqual(["title", "blocks/a", "blocks/c"]);
    expect(differences(base, mine, theirs).some(isContested)).toBe(false);
  });

  it("is asked about where both changed one block, and nowhere else", () => {
    const mine = write(write(base, "a", "mine"), "b", "mine too");
    const theirs = write(base, "a", "theirs");
    const contested = differences(base, mine, theirs).filter(isContested);
    expect(contested.map(({ part }) => part)).toEqual(["blocks/a"]);
    expect(texts(merged(base, mine, theirs, () => "mine"))).toBe("mine,mine too,c");
    expect(texts(merged(base, mine, theirs, () => "theirs"))).toBe("theirs,mine too,c");
  });

  it("is no question where both wrote the same", () => {
    const same = write(base, "a", "same");
    expect(differences(base, same, write(base, "a", "same"))).toEqual([]);
    expect(texts(merged(base, same, same, never))).toBe("same,b,c");
  });

  it("keeps what either added, and drops what either removed", () => {
    const mine = addBlock(removeBlock(base, "c"), heading("m"), 1);
    const theirs = addBlock(base, heading("t"));
    expect(order(merged(base, mine, theirs, never))).toBe("ambt");
    expect(differences(base, mine, theirs).map(({ part, mine, theirs }) => [part, mine, theirs])).toEqual([
      ["blocks/m", "added", "same"],
      ["blocks/c", "removed", "same"],
      ["blocks/t", "same", "added"],
    ]);
  });

  it("asks when one removed what the other changed", () => {
    const mine = removeBlock(base, "b");
    const theirs = write(base, "b", "theirs");
    const [only] = differences(base, mine, theirs);
    expect([only?.mine, only?.theirs]).toEqual(["removed", "changed"]);
    expect(order(merged(base, mine, theirs, () => "mine"))).toBe("ac");
    expect(order(merged(base, mine, theirs, () => "theirs"))).toBe("abc");
  });

  it("takes the order of whoever moved blocks", () => {
    const moved = moveBlock(base, "c", -2);
    const changed = write(base, "a", "new");
    expect(order(merged(base, moved, changed, never))).toBe("cab");
    expect(order(merged(base, changed, moved, never))).toBe("cab");
    expect(texts(merged(base, changed, moved, never))).toBe("c,new,b");
  });

  it("takes each setting from whoever changed it", () => {
    const mine = withContent(base, { valid_until: "2026-12-01" });
    const theirs = withContent(base, { next_steps: "We call you." });
    const both = merged(base, mine, theirs, never);
    expect([both.content.valid_until, both.content.next_steps]).toEqual(["2026-12-01", "We call you."]);
  });
});
