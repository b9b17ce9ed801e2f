import { describe, expect, it } from "vitest";
import { markedAfter } from "./use-marks.ts";

const ids = ["a", "b", "c", "d"];
const marksAfter = (marked: string[], id: string, from?: string) =>
  [...markedAfter(new Set(marked), ids, id, from)].sort();

describe("marks", () => {
  it("are set and taken one by one", () => {
    expect(marksAfter([], "b")).toEqual(["b"]);
    expect(marksAfter(["b", "c"], "b")).toEqual(["c"]);
  });

  it("reach from the last one, in either direction", () => {
    expect(marksAfter(["a"], "c", "a")).toEqual(["a", "b", "c"]);
    expect(marksAfter(["d"], "b", "d")).toEqual(["b", "c", "d"]);
    expect(marksAfter(["a", "b", "c"], "a", "c")).toEqual([]);
  });

  it("are of one row where the last one is no longer shown", () => {
    expect(marksAfter([], "c", "gone")).toEqual(["c"]);
  });
});
