import { afterEach, expect, it, vi } from "vitest";
import { applyKeptScheme } from "../src/shared/brand/apply-scheme.ts";
import { withEarlyScript } from "./early-scheme.ts";

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

it("puts the script where <base> is already in force", () => {
  const page = withEarlyScript("<head><!--portico:head--><link></head>", "./client/assets/scheme-1.js");
  expect(page).toMatch(/<!--portico:head-->\s*<script src="\.\/client\/assets\/scheme-1\.js"><\/script><link>/);
  expect(() => withEarlyScript("<head></head>", "./x.js")).toThrow("portico:head");
});

it("follows the choice, then the device, and uses nothing outside itself", () => {
  const scheme = (kept: string | null, deviceIsDark: boolean) => {
    vi.stubGlobal("matchMedia", () => ({ matches: deviceIsDark }));
    localStorage.clear();
    if (kept !== null) {
      localStorage.setItem("portico-scheme", kept);
    }
    new Function(`(${applyKeptScheme.toString()})()`)();
    return document.documentElement.getAttribute("data-mantine-color-scheme");
  };
  expect(scheme(null, true)).toBe("dark");
  expect(scheme("light", true)).toBe("light");
  expect(scheme("dark", false)).toBe("dark");
  expect(scheme("auto", false)).toBe("light");
});
