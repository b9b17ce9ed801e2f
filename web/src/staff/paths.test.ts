import { describe, expect, it } from "vitest";
import { elsewhere, isOwnPath } from "./paths.ts";

it.each(["/inbox", "/quotes/1?tab=preview", "/"])("%s is followed after signing in", (path) => {
  expect(isOwnPath(path)).toBe(true);
});

it.each(["//evil.example", "/\\evil.example", "https://evil.example", "inbox", "", undefined, 7])(
  "%s is not followed",
  (path) => {
    expect(isOwnPath(path)).toBe(false);
  },
);

describe("who sees which page", () => {
  it("leads operators to their own pages, and staff away from them", () => {
    expect(elsewhere("operator", "/")).toBe("/providers");
    expect(elsewhere("operator", "/clients/1")).toBe("/providers");
    expect(elsewhere("operator", "/jobs")).toBeUndefined();
    expect(elsewhere("operator", "/account")).toBeUndefined();
    expect(elsewhere("owner", "/jobs")).toBe("/home");
    expect(elsewhere("member", "/account")).toBeUndefined();
    expect(elsewhere("member", "/inbox")).toBeUndefined();
  });
});
