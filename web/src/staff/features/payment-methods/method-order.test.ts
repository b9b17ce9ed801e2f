import { expect, it } from "vitest";
import { placesOf } from "./method-order.ts";

const at = (id: string, position: number) => ({ id, position });

it("gives only those another place that have moved", () => {
  expect(placesOf([at("a", 1), at("b", 2), at("c", 5)])).toEqual([]);
  expect(placesOf([at("a", 1), at("c", 5), at("b", 2)])).toEqual([at("c", 2), at("b", 5)]);
});

it("tells those apart that stood at one place", () => {
  expect(placesOf([at("b", 3), at("a", 3), at("c", 3)])).toEqual([at("a", 4), at("c", 5)]);
  expect(placesOf([])).toEqual([]);
});
