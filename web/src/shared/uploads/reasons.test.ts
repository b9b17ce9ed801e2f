import { expect, it } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { planOf, reasons } from "./reasons.ts";

it.each([
  [413, "too_large", "too_large"],
  [413, "quota_exceeded", "quota_exceeded"],
  [413, "unknown", "too_large"],
  [507, "disk_full", "disk_full"],
  [409, "other_side", "other_side"],
  [403, "not_yours", "forbidden"],
  [403, "permission_missing", "forbidden"],
  [401, "unauthenticated", "session_over"],
  [404, "not_found", "over"],
  [410, "gone", "over"],
  [412, "tus_version", "unknown"],
] as const)("says of %i %s: %s", (status, code, reason) => {
  expect(planOf(new ApiError(status, { code }), 0, false)).toEqual({ act: "refuse", reason });
});

it.each([
  ["filename", "name"],
  ["project_id", "project"],
  ["note", "invalid"],
] as const)("says what is wrong with the field %s", (field, reason) => {
  const error = new ApiError(422, { code: "invalid", errors: [{ field, code: "invalid", message: "" }] });
  expect(planOf(error, 0, false)).toEqual({ act: "refuse", reason });
});

it("goes on by itself where the next try may well succeed, later and later", () => {
  const hurt = [408, 409, 460].map((status) => planOf(new ApiError(status, {}), 0, false));
  expect(hurt).toEqual(Array.from({ length: 3 }, () => ({ act: "go_on", afterMs: 1_000, stall: "busy" })));
  const away = new ApiError(503, { code: "storage_away" }, 7);
  expect(planOf(away, 0, false)).toEqual({ act: "go_on", afterMs: 7_000, stall: "busy" });
  expect(planOf(away, 5, false)).toEqual({ act: "go_on", afterMs: 30_000, stall: "busy" });
  expect(planOf(away, 8, false)).toEqual({ act: "refuse", reason: "storage_away" });
  expect(planOf(new ApiError(0, {}), 99, false)).toEqual({ act: "go_on", afterMs: 30_000, stall: "offline" });
});

it("begins anew what was kept from an earlier visit and is over, or was another person's", () => {
  for (const status of [403, 404, 410]) {
    expect(planOf(new ApiError(status, {}), 0, true)).toEqual({ act: "begin_anew" });
  }
  expect(planOf(new ApiError(401, {}), 0, true)).toEqual({ act: "refuse", reason: "session_over" });
});

it("has words for every reason", () => {
  for (const reason of reasons) {
    expect(en).toHaveProperty([`upload.reason.${reason}`]);
    expect(de).toHaveProperty([`upload.reason.${reason}`]);
  }
});
