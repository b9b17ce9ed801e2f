/** The form's values: texts as they are typed, and what the server takes of them. */
import { currencyDigits, decimalOf } from "~/shared/i18n/format.ts";
import { parseDecimal, type Separators } from "~/staff/features/documents/index.ts";
import type { ChangeClientSettings, ClientSettings } from "./queries.ts";

export const kinds = [
  "approve_time",
  "approve_expense",
  "approve_invoice",
  "approve_deliverable",
  "approve_change_request",
] as const;

export const needs = ["executive", "two_people"] as const;

export type ThresholdValues = { key: string; currency: string; amount: string; needs: (typeof needs)[number] };
export type ApprovalValues = { kind: (typeof kinds)[number]; asked: boolean; contactIds: string[] };

export type SettingsValues = {
  colour: string;
  primaryContactId: string | null;
  language: string | null;
  timeZone: string | null;
  currency: string;
  networks: string;
  secondFactor: NonNullable<ClientSettings["second_factor"]> | null;
  approvals: ApprovalValues[];
  thresholds: ThresholdValues[];
  defaults: ClientSettings["notification_defaults"];
};

export function valuesOf(settings: ClientSettings): SettingsValues {
  return {
    colour: settings.colour ?? "",
    primaryContactId: settings.primary_contact_id ?? null,
    language: settings.language ?? null,
    timeZone: settings.time_zone ?? null,
    currency: settings.currency ?? "",
    networks: settings.networks.join("\n"),
    secondFactor: settings.second_factor,
    approvals: kinds.map((kind) => {
      const found = settings.approvals.find((approval) => approval.kind === kind);
      return { kind, asked: found !== undefined, contactIds: found?.contact_ids ?? [] };
    }),
    thresholds: settings.thresholds.map(({ currency, amount_minor, needs }, place) => ({
      key: String(place),
      currency,
      amount: decimalOf(amount_minor, currencyDigits(currency)),
      needs,
    })),
    defaults: settings.notification_defaults,
  };
}

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** What is sent, or the places of the thresholds whose amount is none. */
export function changeOf(
  values: SettingsValues,
  separators: Separators,
): { change: ChangeClientSettings } | { badThresholds: number[] } {
  const read = values.thresholds.map(({ currency, amount, needs }) => {
    const code = currency.trim().toUpperCase();
    const amount_minor = parseDecimal(amount, digitsOf(code), separators);
    return amount_minor.ok ? { currency: code, amount_minor: amount_minor.value, needs } : undefined;
  });
  const badThresholds = read.flatMap((threshold, place) => (threshold === undefined ? [place] : []));
  if (badThresholds.length > 0) {
    return { badThresholds };
  }
  return {
    change: {
      colour: orNull(values.colour),
      primary_contact_id: values.primaryContactId,
      language: values.language,
      time_zone: values.timeZone,
      currency: orNull(values.currency)?.toUpperCase() ?? null,
      second_factor: values.secondFactor,
      networks: values.networks.split(/[\s,;]+/u).filter((text) => text !== ""),
      approvals: values.approvals
        .filter(({ asked }) => asked)
        .map(({ kind, contactIds }) => ({ kind, contact_ids: contactIds })),
      thresholds: read.filter((threshold) => threshold !== undefined),
      notification_defaults: values.defaults,
    },
  };
}

/** A currency that is still being typed has the usual two. */
function digitsOf(currency: string): number {
  try {
    return currencyDigits(currency);
  } catch {
    return 2;
  }
}
