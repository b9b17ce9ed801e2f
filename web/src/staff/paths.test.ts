import { expect, it } from "vitest";
import { isOwnPath } from "./paths.ts";

it.each(["/inbox", "/quotes/1?tab=preview", "/"])("%s is followed after signing in", (path) => {
  expect(isOwnPath(path)).toBe(true);
});

it.each(["//evil.example", "/\\evil.example", "https://evil.example", "inbox", "", undefined, 7])(
  "%s is not followed",
  (path) => {
    expect(isOwnPath(path)).toBe(false);
  },
);
