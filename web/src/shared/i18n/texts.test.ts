import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { type Catalogue, localeOf, textOf } from "./texts.tsx";

describe("textOf", () => {
  const catalogue: Catalogue = {
    hello: "Hello {name}, {count} new",
    items: { one: "{count} item", other: "{count} items" },
  };

  it("fills in values, numbers as the locale writes them", () => {
    expect(textOf(catalogue, "de-DE", "hello", { name: "Ada", count: 1200 })).toBe("Hello Ada, 1.200 new");
  });

  it("takes the plural form of the count", () => {
    expect(textOf(catalogue, "en-GB", "items", { count: 1 })).toBe("1 item");
    expect(textOf(catalogue, "en-GB", "items", { count: 0 })).toBe("0 items");
  });

  it("shows what is missing rather than nothing", () => {
    expect(textOf(catalogue, "en-GB", "hello", {})).toBe("Hello {name}, {count} new");
    expect(textOf(catalogue, "en-GB", "no.such")).toBe("no.such");
  });
});

it("knows the locale of a language in a country", () => {
  expect(localeOf("en", "US")).toBe("en-US");
  expect(localeOf("en", "NL")).toBe("en-GB");
  expect(localeOf("de", "AT")).toBe("de-AT");
  expect(localeOf("fr", "BE")).toBe("fr");
});

/** The values that a text names. */
const names = (text: Catalogue[string]) =>
  [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].filter((name) => name !== "{count}").sort();

it("names the same values in German as in English", () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(names(de[key]), key).toEqual(names(en[key]));
  }
});
