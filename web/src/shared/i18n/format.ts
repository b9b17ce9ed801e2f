/** Numbers, money and dates as people of a locale write them. */
import { useMemo } from "react";
import { useLocale } from "./texts.tsx";

/** The digits after the point of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/** `minor` as an exact decimal: 1990 in EUR is `19.90`. Strings, since large amounts are no exact doubles. */
export function decimalOf(minor: number, digits: number): `${number}` {
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return `${sign}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ""}` as `${number}`;
}

export type Format = {
  /** An amount with all its digits: €22,650.00. */
  money: (minor: number, currency: string) => string;
  /** A price as a headline: without the digits after the point when they are zero. */
  price: (minor: number, currency: string) => string;
  /** A day: 5 Dec 2026, or 5 Dec when it is in this year. Takes a date or a time. */
  date: (value: string) => string;
  /** A day with its weekday: Saturday, 5 December 2026. */
  longDate: (value: string) => string;
  dateTime: (value: string) => string;
  /** A moment to the second, as the clocks of a time zone showed it, with the name of that zone. */
  momentIn: (value: string, timeZone: string) => string;
  /** In 3 days, 2 hours ago. */
  relative: (value: string, now?: Date) => string;
  /** Thousandths of a per cent: 19000 is 19%. */
  rate: (rate: number) => string;
  /** Thousandths of a unit: 1500 is 1.5. */
  quantity: (milli: number) => string;
  /** A size: 512 bytes, 1.5 MB. */
  bytes: (bytes: number) => string;
};

const isDate = (value: string) => value.length === 10;
/** A date has no time zone: it is read and written in UTC, so that no one sees the day before. */
const zoneOf = (value: string) => (isDate(value) ? { timeZone: "UTC" } : {});

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** The days from today to `date`; today is 0. */
export function daysUntil(date: string, now = new Date()): number {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((Date.parse(date.slice(0, 10)) - today) / 86_400_000);
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** Thousands, as the devices of most people count; two digits below ten. */
function bytesIn(locale: string, bytes: number): string {
  // 999,950 bytes would be 1,000 kB.
  const step = SIZES.findIndex((_, step) => bytes < 999.5 * 1000 ** step || step === SIZES.length - 1);
  const value = bytes / 1000 ** step;
  const digits = step > 0 && value < 9.95 ? 1 : 0;
  const unitDisplay = step === 0 ? "long" : "short";
  const options = { style: "unit", unit: SIZES[step] ?? "byte", unitDisplay, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions).format(value);
}

function relativeIn(locale: string, value: string, now: Date): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (isDate(value)) {
    return words.format(daysUntil(value, now), "day");
  }
  const seconds = (Date.parse(value) - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step === undefined ? words.format(0, "second") : words.format(Math.round(seconds / step[1]), step[0]);
}

export function formatFor(locale: string): Format {
  const money = (minor: number, currency: string, short: boolean) => {
    const digits = currencyDigits(currency);
    const whole = short && minor % 10 ** digits === 0;
    const options: Intl.NumberFormatOptions = { style: "currency", currency };
    return new Intl.NumberFormat(locale, whole ? { ...options, maximumFractionDigits: 0 } : options).format(
      decimalOf(minor, digits),
    );
  };
  // To make one takes a hundred times as long as to use it.
  const made = new Map<string, Intl.DateTimeFormat>();
  const dates = (value: string, given: Intl.DateTimeFormatOptions) => {
    const options = { ...given, ...zoneOf(value) };
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
    made.set(key, format);
    return format.format(new Date(value));
  };
  return {
    money: (minor, currency) => money(minor, currency, false),
    price: (minor, currency) => money(minor, currency, true),
    date: (value) => {
      const year = new Date(value).getFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const);
      return dates(value, { day: "numeric", month: "short", ...year });
    },
    longDate: (value) => dates(value, { dateStyle: "full" }),
    dateTime: (value) => dates(value, { dateStyle: "medium", timeStyle: "short" }),
    momentIn: (value, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long", timeZone }).format(new Date(value)),
    relative: (value, now = new Date()) => relativeIn(locale, value, now),
    rate: (rate) =>
      new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 3 }).format(rate / 100_000),
    quantity: (milli) => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(milli / 1000),
    bytes: (bytes) => bytesIn(locale, bytes),
  };
}

export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => formatFor(locale), [locale]);
}
