import { beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "~/staff/api/content.ts";
import { dropOld, type KeptDraft, opened, readKept, writeKept } from "./kept-draft.ts";

const draft = (title: string): Draft => ({
  title,
  content: {
    currency: "EUR",
    intro: null,
    blocks: [],
    valid_until: null,
    deposit: null,
    payment: { asks: true, offers: ["full"], excluded_method_ids: [] },
    next_steps: null,
  },
});
const kept: KeptDraft = { draft: draft("new"), base: draft("old"), draft_revision: 4, at: "2026-11-21T13:02:00Z" };

beforeEach(() => localStorage.clear());

describe("a draft that only this browser holds", () => {
  it("is read as it was written", () => {
    expect(writeKept(localStorage, "k", kept)).toBe(true);
    expect(readKept(localStorage, "k")).toEqual(kept);
  });

  it("is none where nothing sensible is kept, or nothing can be", () => {
    for (const text of ["", "{", "null", "7", "{}", `{"draft":{"title":"x"}}`]) {
      localStorage.setItem("k", text);
      expect(readKept(localStorage, "k")).toBeNull();
    }
    expect(readKept(null, "k")).toBeNull();
    expect(writeKept(null, "k", kept)).toBe(false);
  });

  it("is borne when the browser has no room", () => {
    const full = {
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    } as unknown as Storage;
    expect(writeKept(full, "k", kept)).toBe(false);
  });

  it("is dropped after two weeks, with what cannot be read", () => {
    writeKept(localStorage, "old", kept);
    writeKept(localStorage, "new", { ...kept, at: "2026-12-01T00:00:00Z" });
    localStorage.setItem("broken", "{");
    dropOld(localStorage, ["old", "new", "broken"], new Date("2026-12-05T14:00:00Z"));
    expect([readKept(localStorage, "old"), readKept(localStorage, "new") !== null]).toEqual([null, true]);
    expect(localStorage.getItem("broken")).toBeNull();
  });
});

describe("opening a draft", () => {
  it("brings back what was written on top of what the server holds", () => {
    expect(opened(draft("old"), 4, kept)).toEqual({ kind: "back", kept });
  });

  it("asks when the server went on meanwhile", () => {
    expect(opened(draft("theirs"), 5, kept)).toEqual({ kind: "behind", kept });
  });

  it("is plain when nothing is kept, or the server has it", () => {
    expect(opened(draft("old"), 4, null)).toEqual({ kind: "plain" });
    expect(opened(draft("new"), 5, kept)).toEqual({ kind: "plain" });
  });
});
