/**
 * Reads and writes decimal numbers as whole numbers of their smallest unit, never through a float: prices in minor
 * units, quantities in thousandths, rates in thousandths of a per cent.
 */

export type Separators = { decimal: string; group: string };
export type DecimalProblem = "empty" | "not_a_number" | "too_many_decimals" | "too_large";
export type DecimalResult = { ok: true; value: number } | { ok: false; problem: DecimalProblem };

const separatorCache = new Map<string, Separators>();

/** The separators that people of `locale` write. */
export function separatorsOf(locale: string): Separators {
  const known = separatorCache.get(locale);
  if (known !== undefined) {
    return known;
  }
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(1_234_567.8);
  const found = {
    decimal: parts.find(({ type }) => type === "decimal")?.value ?? ".",
    group: parts.find(({ type }) => type === "group")?.value ?? ",",
  };
  separatorCache.set(locale, found);
  return found;
}

/** `text` as a whole number of units of 10^-`digits`. Both `1,234.50` and `1.234,50` are understood. */
export function parseDecimal(text: string, digits: number, separators: Separators): DecimalResult {
  const plain = text.replace(/[\s'’]/gu, "").replace(/[−–]/gu, "-");
  if (plain === "") {
    return { ok: false, problem: "empty" };
  }
  const match = /^([+-]?)([\d.,]*\d[\d.,]*)$/u.exec(plain);
  const split = match?.[2] === undefined ? null : splitDecimal(match[2], digits, separators);
  if (split === null) {
    return { ok: false, problem: "not_a_number" };
  }
  const fraction = split.fraction.replace(/0+$/u, "");
  if (fraction.length > digits) {
    return { ok: false, problem: "too_many_decimals" };
  }
  const units = BigInt(`${split.whole === "" ? "0" : split.whole}${fraction.padEnd(digits, "0")}`);
  if (units > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { ok: false, problem: "too_large" };
  }
  const value = Number(units);
  return { ok: true, value: match?.[1] === "-" && value !== 0 ? -value : value };
}

/** `value` as people of the locale write it, with at least `shown` decimals: 123450 → `1,234.50`. */
export function formatDecimal(value: number, digits: number, separators: Separators, shown = digits): string {
  const figures = Math.abs(value)
    .toString()
    .padStart(digits + 1, "0");
  const whole = figures.slice(0, figures.length - digits);
  let fraction = digits === 0 ? "" : figures.slice(-digits);
  while (fraction.length > shown && fraction.endsWith("0")) {
    fraction = fraction.slice(0, -1);
  }
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/gu, separators.group);
  return `${value < 0 ? "-" : ""}${grouped}${fraction === "" ? "" : separators.decimal + fraction}`;
}

function splitDecimal(text: string, digits: number, separators: Separators) {
  const point = decimalPoint(text, digits, separators);
  const before = point === -1 ? text : text.slice(0, point);
  const fraction = point === -1 ? "" : text.slice(point + 1);
  const whole = ungroup(before);
  return whole === null || /\D/u.test(fraction) ? null : { whole, fraction };
}

/** Where the decimal separator stands in `text`, or -1. */
function decimalPoint(text: string, digits: number, separators: Separators): number {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last === -1) {
    return -1;
  }
  const mark = text.charAt(last);
  const other = mark === "." ? "," : ".";
  if (text.includes(other)) {
    return last;
  }
  if (text.indexOf(mark) !== last) {
    return -1;
  }
  const looksGrouped = /^\d{1,3}[.,]\d{3}$/u.test(text);
  if (looksGrouped && mark !== separators.decimal && (mark === separators.group || digits < 3)) {
    return -1;
  }
  return last;
}

/** The digits of a whole number whose groups, if any, are of three; null when they are not. */
function ungroup(text: string): string | null {
  if (/^\d*$/u.test(text)) {
    return text;
  }
  return /^\d{1,3}(?:\.\d{3})+$/u.test(text) || /^\d{1,3}(?:,\d{3})+$/u.test(text) ? text.replace(/[.,]/gu, "") : null;
}
