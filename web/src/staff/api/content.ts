/**
 * Short names for the content of a composed document as staff write it. Amounts are minor units, quantities thousandths
 * of a unit, rates thousandths of a per cent.
 */
import type { OfType, Schemas } from "~/shared/api/types.ts";

export type { Deposit, ItineraryEntry as Entry, Offer as PaymentChoice } from "~/shared/api/types.ts";

export type Option = Schemas["GroupOption"];
export type Line = Schemas["DocumentLine"];

export type Block = Schemas["Block"];
export type BlockType = Block["type"];
type BlockOf<T extends BlockType> = OfType<Block, T>;

export type Heading = BlockOf<"heading">;
export type RichText = BlockOf<"rich_text">;
export type Terms = BlockOf<"terms">;
export type PaymentInstructions = BlockOf<"payment_instructions">;
export type OptionGroup = BlockOf<"option_group">;
export type LineItems = BlockOf<"line_items">;
export type Itinerary = BlockOf<"itinerary">;
export type Images = BlockOf<"images">;
export type Signature = BlockOf<"signature">;

export type Content = Schemas["DocumentContent"];

/** What the editor holds: the title lives beside the content. */
export type Draft = { title: string; content: Content };
