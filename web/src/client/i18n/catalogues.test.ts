import { expect, it } from "vitest";
import { en as shared } from "~/shared/i18n/en.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

const sources = import.meta.glob("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const code = Object.entries(sources)
  .filter(([path]) => !path.includes("test") && !/\/(en|de)(-\w+)?\.ts$/.test(path))
  .map(([, text]) => String(text))
  .join("\n");

it("names the same values in German as in English", () => {
  const names = (text: unknown) =>
    [...new Set(JSON.stringify(text).match(/\{[a-z]\w*\}/g))].filter((n) => n !== "{count}").sort();
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(names(de[key]), key).toEqual(names(en[key]));
  }
});

it("has no text that nothing shows", () => {
  const built = [...code.matchAll(/`([a-z][\w.]*\.)\$\{[^}`]+\}`/g)].map(([, prefix]) => String(prefix));
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`"${key}"`) && !built.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

it("shadows no shared text", () => {
  expect(Object.keys(en).filter((key) => key in shared)).toEqual([]);
});
