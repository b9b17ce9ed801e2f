import { expect, it } from "vitest";
import { towardsLast, withDay } from "./ladder.ts";

it("puts a day in its place, once", () => {
  expect(withDay([3, 14], " 7 ", 1)).toEqual([3, 7, 14]);
  expect(withDay([3, 7], "7", 1)).toEqual([3, 7]);
  expect(withDay([], "0", 0)).toEqual([0]);
  expect(withDay([1], "365", 1)).toEqual([1, 365]);
});

it.each(["", "0", "366", "-1", "1.5", "seven", "1e2"])("takes no %j for a day after", (typed) => {
  expect(withDay([3], typed, 1)).toBeUndefined();
});

it("goes towards the last day from the farthest", () => {
  expect(towardsLast([0, 2, 5])).toEqual({ before: [5, 2], onLast: true });
  expect(towardsLast([])).toEqual({ before: [], onLast: false });
});
