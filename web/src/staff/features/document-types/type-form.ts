/** A document type as it stands in its form, and what of it is sent. Pure. */
import { ApiError } from "~/shared/api/api-error.ts";
import type { Schemas } from "~/shared/api/types.ts";
import type { DocumentType } from "./queries.ts";

export const asks = ["none", "acknowledge", "choose"] as const;
export type Asks = (typeof asks)[number];

export const alsoActions = ["sign", "pay"] as const;

export const blockKinds = [
  "heading",
  "rich_text",
  "option_group",
  "line_items",
  "itinerary",
  "images",
  "terms",
  "payment_instructions",
  "signature",
] as const;

export type TypeForm = {
  title: string;
  key: string;
  series: string;
  /** Choosing and acknowledging exclude one another: a client who accepts says both. */
  allowed_actions: Asks;
  also: string[];
  allowed_blocks: string[];
  requires_approval: boolean;
  retention_days: string;
  watermark: boolean;
};

export const asksOf = (actions: readonly string[]): Asks => asks.find((word) => actions.includes(word)) ?? "none";

export function formOf(type: DocumentType | null): TypeForm {
  return {
    title: type?.title ?? "",
    key: type?.key ?? "",
    series: type?.series ?? "",
    allowed_actions: asksOf(type?.allowed_actions ?? ["acknowledge"]),
    also: (type?.allowed_actions ?? []).filter((word) => alsoActions.some((also) => also === word)),
    allowed_blocks: [...(type?.allowed_blocks ?? ["heading", "rich_text", "terms"])],
    requires_approval: type?.requires_approval ?? false,
    retention_days: type?.retention_days?.toString() ?? "",
    watermark: type?.watermark ?? false,
  };
}

/** The key that a title suggests: `Site report` as `site_report`. */
export function keyOf(title: string): string {
  const plain = title.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/gu, "_")
    .replace(/^[_0-9]+|_+$/gu, "")
    .slice(0, 40);
}

export const isKey = (key: string): boolean => /^[a-z][a-z0-9_]{0,39}$/u.test(key);
export const isSeries = (series: string): boolean => /^[A-Z][A-Z0-9]{0,7}$/u.test(series);
export const isRetention = (days: string): boolean =>
  days.trim() === "" || (/^\d{1,5}$/u.test(days.trim()) && Number(days) >= 1 && Number(days) <= 36_500);

/** What is sent of a form, the key aside. Without a choice there are no options. */
export function valuesOf(form: TypeForm): Omit<Schemas["CreateDocumentType"], "key"> {
  const chooses = form.allowed_actions === "choose";
  return {
    title: form.title.trim(),
    series: form.series.trim(),
    allowed_actions: [...(form.allowed_actions === "none" ? [] : [form.allowed_actions]), ...form.also],
    allowed_blocks: blockKinds.filter(
      (kind) => form.allowed_blocks.includes(kind) && (chooses || kind !== "option_group"),
    ),
    requires_approval: form.requires_approval,
    retention_days: form.retention_days.trim() === "" ? null : Number(form.retention_days),
    watermark: form.watermark,
  };
}

/** The form's field that the server's `path` means: of a list it is the list's. */
export const fieldOf = (path: string): string => path.replace(/\[\d+\]$/u, "");

/** A key that is taken is a problem of its field. */
export const besideField = (error: unknown): unknown =>
  error instanceof ApiError && error.code === "key_taken"
    ? new ApiError(error.status, { ...error.members, field: "key" })
    : error;
