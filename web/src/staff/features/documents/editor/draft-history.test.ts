import { describe, expect, it } from "vitest";
import type { Draft } from "~/staff/api/content.ts";
import {
  addBlock,
  changeBlock,
  moveBlock,
  newBlock,
  removeBlock,
  startingTax,
  withDeposit,
  withOffers,
} from "./blocks.ts";
import { type DraftAct, type DraftHistory, draftHistory, openHistory } from "./draft-history.ts";

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
const heading = (id: string) => ({ type: "heading" as const, id, text: id, level: 2 as const });
const three = ["a", "b", "c"].reduce((draft, id) => addBlock(draft, heading(id)), empty);
const order = (draft: Draft) => draft.content.blocks.map(({ id }) => id).join("");
const play = (history: DraftHistory, ...acts: DraftAct[]) => acts.reduce(draftHistory, history);
const title = (text: string, field: string | null = "title"): DraftAct => ({
  kind: "change",
  field,
  change: (draft) => ({ ...draft, title: text }),
});

describe("the blocks of a draft", () => {
  it("are added at a place, moved and removed", () => {
    expect(order(addBlock(three, heading("x"), 1))).toBe("axbc");
    expect(order(moveBlock(three, "c", -1))).toBe("acb");
    expect(order(moveBlock(three, "a", 5))).toBe("bca");
    expect(order(removeBlock(three, "b"))).toBe("ac");
    expect(order(three)).toBe("abc");
  });

  it("stay the same value when nothing moves", () => {
    expect(moveBlock(three, "a", -1)).toBe(three);
    expect(moveBlock(three, "missing", 1)).toBe(three);
  });

  it("change only where they are told to", () => {
    const draft = changeBlock(three, heading("b"), { text: "Scope" });
    expect(draft.content.blocks[1]).toMatchObject({ id: "b", text: "Scope" });
    expect(draft.content.blocks[0]).toBe(three.content.blocks[0]);
  });

  it("start a new line with the tax of the last, the first with what is usual", () => {
    const usual = { tax_category: "S" as const, tax_rate: 19_000 };
    expect(startingTax(empty.content, usual)).toEqual(usual);
    const group = newBlock("option_group", empty.content, usual);
    expect(group).toMatchObject({ options: [{ ...usual, unit_price_minor: null }] });
    const taxed =
      group.type === "option_group"
        ? { ...group, options: group.options.map((option) => ({ ...option, tax_rate: 21_000 })) }
        : group;
    const line = newBlock("line_items", addBlock(empty, taxed).content, usual);
    expect(line).toMatchObject({ lines: [{ tax_rate: 21_000, quantity_milli: 1000 }] });
  });
});

describe("the deposit of a draft", () => {
  it("has a size once it is offered, and is offered once it has one", () => {
    const offered = withOffers(empty, ["deposit", "full"]);
    expect(offered.content.deposit).toEqual({ kind: "percent", rate: 30_000, due_in_days: 7 });
    const sized = withDeposit(empty, { kind: "amount", amount_minor: 500, due_in_days: null });
    expect(sized.content.payment.offers).toEqual(["deposit", "full"]);
    expect(withDeposit(sized, null).content.payment.offers).toEqual(["full"]);
  });
});

describe("taking a change back", () => {
  it("restores a removed block where it was", () => {
    const removed = play(openHistory(three), { kind: "change", field: null, change: (d) => removeBlock(d, "b") });
    expect(order(removed.draft)).toBe("ac");
    const back = play(removed, { kind: "undo" });
    expect(back.draft).toBe(three);
    expect(order(play(back, { kind: "redo" }).draft)).toBe("ac");
  });

  it("joins typing in one field, until the field is left", () => {
    const typed = play(openHistory(empty), title("K"), title("Ki"), title("Kit"));
    expect(typed.past).toHaveLength(1);
    const again = play(typed, { kind: "leave_field" }, title("Kitc"));
    expect(play(again, { kind: "undo" }).draft.title).toBe("Kit");
    expect(play(again, { kind: "undo" }, { kind: "undo" }).draft.title).toBe("Kitchen");
  });

  it("drops what was taken back once something new is written", () => {
    const forked = play(openHistory(empty), title("A"), { kind: "undo" }, title("B"));
    expect(play(forked, { kind: "redo" }).draft.title).toBe("B");
  });

  it("keeps the draft that another's replaced one step back", () => {
    const mine = play(openHistory(empty), title("Mine"));
    const loaded = play(mine, { kind: "load", draft: { ...empty, title: "Theirs" } });
    expect(loaded.draft.title).toBe("Theirs");
    expect(play(loaded, { kind: "undo" }).draft.title).toBe("Mine");
  });

  it("does nothing at the ends", () => {
    const start = openHistory(empty);
    expect(play(start, { kind: "undo" })).toBe(start);
    expect(play(start, { kind: "redo" })).toBe(start);
    expect(play(start, { kind: "change", field: null, change: (draft) => draft })).toBe(start);
  });
});
