import { describe, expect, it } from "vitest";
import { currencyDigits, daysUntil, decimalOf, formatFor } from "./format.ts";
import amounts from "./money.json" with { type: "json" };
import { localeOf } from "./texts.tsx";

const english = formatFor("en-GB");
const german = formatFor("de-DE");
/** Intl writes spaces that don't break; a test reads better without them. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  it("follows the currency's digits and the locale", () => {
    expect(english.money(2_265_000, "EUR")).toBe("€22,650.00");
    expect(plain(german.money(2_265_000, "EUR"))).toBe("22.650,00 €");
    expect(english.money(1500, "JPY")).toBe("JP¥1,500");
    expect(plain(english.money(1500, "KWD"))).toBe("KWD 1.500");
    expect(english.money(-5, "EUR")).toBe("-€0.05");
  });

  it("reads as in mails, which the server writes", () => {
    for (const [language, country, currency, minor, written] of amounts as [string, string, string, number, string][]) {
      // Which apostrophe stands between groups differs between versions of the browser's tables.
      const shown = formatFor(localeOf(language, country)).money(minor, currency).replaceAll("'", "’");
      expect(shown, `${language} ${country} ${currency}`).toBe(written);
    }
  });

  it("is exact at the largest amount", () => {
    expect(english.money(Number.MAX_SAFE_INTEGER, "EUR")).toBe("€90,071,992,547,409.91");
  });

  it("drops empty digits in prices only", () => {
    expect(english.price(2_265_000, "EUR")).toBe("€22,650");
    expect(english.price(2_265_050, "EUR")).toBe("€22,650.50");
  });

  it("is copied as a plain decimal", () => {
    expect(decimalOf(5, currencyDigits("EUR"))).toBe("0.05");
    expect(decimalOf(-1990, 2)).toBe("-19.90");
    expect(decimalOf(1500, currencyDigits("JPY"))).toBe("1500");
    expect(decimalOf(1500, currencyDigits("KWD"))).toBe("1.500");
  });
});

describe("dates", () => {
  it("don't move by a time zone", () => {
    expect(english.longDate("2026-12-05")).toMatch(/^Saturday,? 5 December 2026$/);
    expect(german.longDate("2026-12-05")).toBe("Samstag, 5. Dezember 2026");
  });

  it("count in days", () => {
    const now = new Date(2026, 10, 21, 23, 30);
    expect(daysUntil("2026-11-21", now)).toBe(0);
    expect(daysUntil("2026-12-05", now)).toBe(14);
    expect(english.relative("2026-11-22", now)).toBe("tomorrow");
  });

  it("are told relative to now", () => {
    const now = new Date("2026-11-21T12:00:00Z");
    expect(english.relative("2026-11-21T10:00:00Z", now)).toBe("2 hours ago");
    expect(english.relative("2026-11-21T11:59:50Z", now)).toBe("now");
    expect(german.relative("2026-11-18T12:00:00Z", now)).toBe("vor 3 Tagen");
  });
});

it("writes rates and quantities from their thousandths", () => {
  expect(english.rate(19_000)).toBe("19%");
  expect(english.rate(5_500)).toBe("5.5%");
  expect(english.quantity(6_500)).toBe("6.5");
  expect(german.quantity(1_250)).toBe("1,25");
});

it("writes sizes in thousands, with a digit where there are few", () => {
  const format = formatFor("en-GB");
  expect([0, 1, 999, 1000, 1_250_000, 12_345_678, 999_960_000, 5e9, 3e15].map(format.bytes)).toEqual([
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1 kB",
    "1.3 MB",
    "12 MB",
    "1 GB",
    "5 GB",
    "3,000 TB",
  ]);
  expect(formatFor("de-DE").bytes(1_250_000)).toBe("1,3 MB");
});
