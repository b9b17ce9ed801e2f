/** The content of a composed document as staff write it. Amounts are minor units, quantities thousandths of a unit,
 * rates thousandths of a per cent. */

export type Heading = { type: "heading"; id: string; text: string; level: 2 | 3 };
export type RichText = { type: "rich_text"; id: string; markdown: string };
export type Terms = { type: "terms"; id: string; title: string | null; markdown: string };
export type PaymentInstructions = { type: "payment_instructions"; id: string; markdown: string | null };

export type Option = {
  id: string;
  name: string;
  description: string | null;
  features: string[];
  unit_price_minor: number;
  unit: string | null;
  tax_category: string;
  tax_rate: number;
  min_quantity: number;
  max_quantity: number;
  recommended: boolean;
};

export type OptionGroup = {
  type: "option_group";
  id: string;
  title: string;
  description: string | null;
  kind: "tiers" | "add_ons";
  required: boolean;
  min: number | null;
  max: number | null;
  options: Option[];
};

export type Line = {
  id: string;
  description: string;
  quantity_milli: number;
  unit: string | null;
  unit_price_minor: number;
  tax_category: string;
  tax_rate: number;
};
export type LineItems = { type: "line_items"; id: string; title: string | null; lines: Line[] };

export type Entry = { id: string; date: string; time: string | null; title: string; description: string | null };
export type Itinerary = { type: "itinerary"; id: string; title: string | null; entries: Entry[] };

export type Block = Heading | RichText | OptionGroup | LineItems | Itinerary | Terms | PaymentInstructions;
export type BlockType = Block["type"];

export type Deposit =
  | { kind: "percent"; rate: number; due_in_days: number | null }
  | { kind: "amount"; amount_minor: number; due_in_days: number | null };

export type PaymentChoice = "deposit" | "full";

export type Content = {
  currency: string;
  intro: string | null;
  blocks: Block[];
  valid_until: string | null;
  deposit: Deposit | null;
  payment: { asks: boolean; offers: PaymentChoice[]; excluded_method_ids: string[] };
  next_steps: string | null;
};

/** What the editor holds: the title lives beside the content. */
export type Draft = { title: string; content: Content };
