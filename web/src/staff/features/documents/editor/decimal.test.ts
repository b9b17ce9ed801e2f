import { describe, expect, it } from "vitest";
import { currencyDigits } from "~/shared/i18n/format.ts";
import { formatDecimal, parseDecimal, separatorsOf } from "./decimal.ts";

const english = separatorsOf("en");
const german = separatorsOf("de");
const read = (text: string, digits = 2, separators = english) => {
  const result = parseDecimal(text, digits, separators);
  return result.ok ? result.value : result.problem;
};

describe("reading an amount", () => {
  it.each([
    ["12", 1200],
    ["12.5", 1250],
    ["12.50", 1250],
    ["12.500", 1250],
    [".5", 50],
    ["12,5", 1250],
    ["1,234", 123_400],
    ["1,234.56", 123_456],
    ["1.234,56", 123_456],
    ["1 234 567,89", 123_456_789],
    ["1’234.50", 123_450],
    ["-380", -38_000],
    ["−380.25", -38_025],
    ["-0", 0],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("%s is %d cents", (text, minor) => {
    expect(read(text)).toBe(minor);
  });

  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["about 5", "not_a_number"],
    ["12-", "not_a_number"],
    ["1,23,4.5", "not_a_number"],
    [".", "not_a_number"],
    ["12.505", "too_many_decimals"],
    ["90071992547409.92", "too_large"],
  ])("%s is refused: %s", (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it("takes one dot before three digits as the reader's language does", () => {
    expect(read("1.234", 2, german)).toBe(123_400);
    expect(read("1.234", 2, english)).toBe("too_many_decimals");
  });

  it("knows currencies of no and of three decimals", () => {
    expect(currencyDigits("JPY")).toBe(0);
    expect(currencyDigits("KWD")).toBe(3);
    expect(read("1,200", 0)).toBe(1200);
    expect(read("12.5", 0)).toBe("too_many_decimals");
    expect(read("1.234", 3)).toBe(1234);
    expect(read("1,234", 3)).toBe(1_234_000);
    expect(read("1,234", 3, german)).toBe(1234);
  });
});

describe("writing an amount", () => {
  it("keeps the decimals of the currency", () => {
    expect(formatDecimal(123_450, 2, english)).toBe("1,234.50");
    expect(formatDecimal(123_450, 2, german)).toBe("1.234,50");
    expect(formatDecimal(1200, 0, english)).toBe("1,200");
    expect(formatDecimal(5, 3, english)).toBe("0.005");
    expect(formatDecimal(-5, 2, english)).toBe("-0.05");
  });

  it("drops the idle zeros of a rate or quantity", () => {
    expect(formatDecimal(21_000, 3, english, 0)).toBe("21");
    expect(formatDecimal(5500, 3, english, 0)).toBe("5.5");
  });

  it("writes what it reads", () => {
    for (const separators of [english, german]) {
      for (const value of [0, 1, -1, 99, 100, 123_456, -1_234_567, Number.MAX_SAFE_INTEGER]) {
        for (const digits of [0, 2, 3]) {
          expect(read(formatDecimal(value, digits, separators), digits, separators)).toBe(value);
        }
      }
    }
  });
});
