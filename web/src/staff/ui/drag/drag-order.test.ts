import { expect, it } from "vitest";
import { offsetTo, placeAt, shiftAt } from "./drag-order.ts";

// Three cards of 40, 60 and 40 with a gap of 10 between them.
const slots = [
  { top: 100, height: 40 },
  { top: 150, height: 60 },
  { top: 220, height: 40 },
];
const shifts = (from: number, to: number) => slots.map((_, place) => shiftAt(slots, from, to, place));

it("falls where its edge has passed the middle of another", () => {
  expect([0, 39, 41, 99, 101, 900].map((offset) => placeAt(slots, 0, offset))).toEqual([0, 0, 1, 1, 2, 2]);
  expect([0, -39, -41, -99, -101, -900].map((offset) => placeAt(slots, 2, offset))).toEqual([2, 2, 1, 1, 0, 0]);
  expect(placeAt(slots, 1, -31)).toBe(0);
  expect(placeAt([], 0, 10)).toBe(0);
});

it("lies in its new place when it is carried there by keys", () => {
  expect(offsetTo(slots, 0, 2)).toBe(120);
  expect(offsetTo(slots, 2, 0)).toBe(-120);
  expect(offsetTo(slots, 1, 1)).toBe(0);
  expect(placeAt(slots, 0, offsetTo(slots, 0, 2))).toBe(2);
});

it("makes room by its own height and one gap", () => {
  expect(shifts(0, 2)).toEqual([0, -50, -50]);
  expect(shifts(1, 0)).toEqual([70, 0, 0]);
  expect(shifts(2, 1)).toEqual([0, 50, 0]);
  expect(shifts(1, 1)).toEqual([0, 0, 0]);
});
