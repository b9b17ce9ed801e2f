import { describe, expect, it } from "vitest";
import { addOns, content, option, tiers } from "./sample-quote.ts";
import {
  keptSelection,
  problemsOf,
  selectedOptions,
  startingSelection,
  withQuantity,
  withTier,
  withToggled,
} from "./selection.ts";

const [small, large] = tiers.options as [(typeof tiers.options)[0], (typeof tiers.options)[0]];
const [tap, drawer, lamp] = addOns.options as [typeof small, typeof small, typeof small];

describe("startingSelection", () => {
  it("takes the recommended tier and never an add-on", () => {
    expect(startingSelection(content)).toEqual({ large: 1 });
  });

  it("takes the first tier where none is recommended, and none of a group that may stay empty", () => {
    const plain = { ...tiers, options: [option("a"), option("b")] };
    expect(startingSelection({ ...content, blocks: [plain] })).toEqual({ a: 1 });
    expect(startingSelection({ ...content, blocks: [{ ...plain, required: false }] })).toEqual({});
  });

  it("starts at the smallest quantity", () => {
    const hours = { ...tiers, options: [option("hours", { min_quantity: 5, max_quantity: 9 })] };
    expect(startingSelection({ ...content, blocks: [hours] })).toEqual({ hours: 5 });
  });
});

describe("choosing", () => {
  it("has one tier at a time and leaves add-ons alone", () => {
    expect(withTier({ large: 1, tap: 1 }, tiers, small)).toEqual({ small: 1, tap: 1 });
    expect(withTier({ large: 1, tap: 1 }, tiers, undefined)).toEqual({ tap: 1 });
  });

  it("toggles add-ons", () => {
    expect(withToggled({ large: 1 }, tap)).toEqual({ large: 1, tap: 1 });
    expect(withToggled({ large: 1, tap: 1 }, tap)).toEqual({ large: 1 });
  });

  it("keeps quantities within what the option allows", () => {
    expect(withQuantity({}, drawer, 3)).toEqual({ drawer: 3 });
    expect(withQuantity({}, drawer, 9)).toEqual({ drawer: 4 });
    expect(withQuantity({}, drawer, 0)).toEqual({ drawer: 1 });
    expect(withQuantity({}, drawer, Number.NaN)).toEqual({ drawer: 1 });
  });

  it("is sent in the order of the document", () => {
    expect(selectedOptions({ lamp: 1, drawer: 2, large: 1 }, content)).toEqual([
      { option_id: "large", quantity: 1 },
      { option_id: "drawer", quantity: 2 },
      { option_id: "lamp", quantity: 1 },
    ]);
  });
});

describe("problemsOf", () => {
  it("wants one tier where one is required", () => {
    expect(problemsOf({}, content)).toEqual([{ groupId: "tiers", kind: "choose_one", count: 1 }]);
    expect(problemsOf({ large: 1 }, content)).toEqual([]);
  });

  it("holds add-ons to their limits", () => {
    const three = { large: 1, tap: 1, drawer: 1, lamp: 1 };
    expect(problemsOf(three, content)).toEqual([{ groupId: "add-ons", kind: "choose_at_most", count: 2 }]);
    const two = { ...addOns, min: 2, max: null };
    const blocks = [tiers, two];
    expect(problemsOf({ large: 1 }, { ...content, blocks })).toEqual([]);
    expect(problemsOf({ large: 1, [lamp.id]: 1 }, { ...content, blocks })).toEqual([
      { groupId: "add-ons", kind: "choose_at_least", count: 2 },
    ]);
    expect(problemsOf({ large: 1 }, { ...content, blocks: [tiers, { ...two, required: true }] })).toHaveLength(1);
  });
});

describe("keptSelection", () => {
  it("keeps what still exists, within the new limits", () => {
    const newer = { ...addOns, options: [option("drawer", { max_quantity: 2 }), option("shelf")] };
    expect(keptSelection({ small: 1, drawer: 4, tap: 1 }, { ...content, blocks: [tiers, newer] })).toEqual({
      small: 1,
      drawer: 2,
    });
  });

  it("starts a group anew when its answer is gone", () => {
    const newer = { ...tiers, options: [option("other")] };
    expect(keptSelection({ [large.id]: 1 }, { ...content, blocks: [newer, addOns] })).toEqual({ other: 1 });
  });
});
