import { describe, expect, it } from "vitest";
import { isNamed, ticksTo } from "./chart-scale.ts";

describe("the steps of an axis", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [9, [0, 5, 10]],
    [17, [0, 5, 10, 15, 20]],
    [2_265_000, [0, 1_000_000, 2_000_000, 3_000_000]],
  ])("reach over %d in round steps", (highest, expected) => {
    expect(ticksTo(highest)).toEqual(expected);
  });

  it("are never parts of what is counted", () => {
    expect(ticksTo(2)).toEqual([0, 1, 2]);
    expect(ticksTo(50, 100)).toEqual([0, 100]);
  });
});

it("names about six weeks and always the last one", () => {
  for (const count of [4, 12, 26, 52]) {
    const named = Array.from({ length: count }, (_, index) => index).filter((index) => isNamed(index, count));
    expect(named.at(-1)).toBe(count - 1);
    expect(named.length).toBeLessThanOrEqual(6);
    expect(named.length).toBeGreaterThan(3);
  }
});
