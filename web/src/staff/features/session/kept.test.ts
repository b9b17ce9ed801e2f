import { afterEach, beforeEach, expect, it } from "vitest";
import type { StaffSession } from "~/staff/api/wire.ts";
import { forgetKept, keptKey, keptKeys } from "./kept.ts";

const session = (staff: string) => ({ provider: { id: "p1" }, staff: { id: staff } }) as StaffSession;

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

it("leaves nothing to another account, and nothing at all after signing out", () => {
  localStorage.setItem("mantine-color-scheme-value", "dark");
  localStorage.setItem(keptKey(session("ada"), "d1"), "hers");
  localStorage.setItem(keptKey(session("olga"), "d1"), "olga's");
  forgetKept(session("olga"), localStorage);
  expect(keptKeys(localStorage)).toEqual([keptKey(session("olga"), "d1")]);
  forgetKept(undefined, localStorage);
  expect(keptKeys(localStorage)).toEqual([]);
  expect(localStorage.getItem("mantine-color-scheme-value")).toBe("dark");
});
