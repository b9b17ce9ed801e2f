/**
 * Short names for what the contract (`schema.d.ts`, made from the server's code) calls its schemas, as contacts see
 * them and as both apps use them. Times are RFC 3339 in UTC, dates `YYYY-MM-DD`, amounts integers in minor units beside
 * their currency, rates thousandths of a per cent, quantities of lines thousandths of a unit.
 */
import type { components } from "./schema.d.ts";

export type Schemas = components["schemas"];

export type Page<T> = { items: T[]; next_cursor: string | null };
export type Named = Schemas["ClientRef"];

/** `GET /api/client/portal`; the page carries the same as its `portico-brand` data. */
export type Portal = Schemas["PortalDetail"];

export type ClientSession = Schemas["ContactSession"];
export type SessionRow = Schemas["SessionRow"];

export type ActionItem = Schemas["ActionItemRow"];
export type DecisionRow = Schemas["DecisionRow"];
export type DecisionReceipt = Schemas["DecisionReceipt"];

export type DocumentState = Schemas["ClientState"];
export type DocumentRow = Schemas["ClientDocumentRow"];
export type DocumentDetail = Schemas["DocumentDetail"];

export type Content = Schemas["ClientContent"];
export type Block = Schemas["ClientBlock"];
/** The block of `B` that has the word `T` as its type. */
export type OfType<B extends { type: string }, T extends B["type"]> = Extract<B, { type: T }>;
export type Heading = OfType<Block, "heading">;
export type RichText = OfType<Block, "rich_text">;
export type Terms = OfType<Block, "terms">;
export type PaymentInstructions = OfType<Block, "payment_instructions">;
export type OptionGroup = OfType<Block, "option_group">;
export type LineItems = OfType<Block, "line_items">;
export type Itinerary = OfType<Block, "itinerary">;
export type Images = OfType<Block, "images">;
export type Signature = OfType<Block, "signature">;
export type GroupOption = Schemas["ClientOption"];
export type Line = Schemas["ClientLine"];
export type ItineraryEntry = Schemas["ItineraryEntry"];

export type Offer = Schemas["PaymentOffer"];
export type Deposit = Schemas["Deposit"];
export type PaymentSection = Schemas["PaymentSection"];

export type SelectedOption = Schemas["SelectedOption"];
export type Calculation = Schemas["Calculation"];
export type CreateResponse = Schemas["CreateResponse"];
export type ConfirmedMethod = Schemas["ConfirmedMethod"];
export type Confirmation = Schemas["Confirmation"];
