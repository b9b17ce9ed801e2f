import { expect, it } from "vitest";
import { spanParts } from "./answer-span.ts";

it.each([
  [0, 0, "minutes"],
  [89, 89, "minutes"],
  [90, 2, "hours"],
  [35 * 60, 35, "hours"],
  [36 * 60, 2, "days"],
  [14 * 1440, 14, "days"],
])("%d minutes are %d %s", (minutes, amount, unit) => {
  expect(spanParts(minutes)).toEqual({ amount, unit });
});
