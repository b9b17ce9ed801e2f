/**
 * What the client endpoints answer and take. Times are RFC 3339 in UTC, dates `YYYY-MM-DD`, amounts integers in minor
 * units beside their currency, rates thousandths of a per cent, quantities of lines thousandths of a unit.
 */

export type Page<T> = { items: T[]; next_cursor: string | null };
export type Named = { id: string; name: string };

/** `GET /api/client/portal`; the page carries the same as its `portico-brand` data. */
export type Portal = {
  name: string;
  preset: string;
  language: string;
  languages: string[];
  time_zone: string;
  country: string;
  currency: string;
  sign_in: { sms: boolean; email: boolean };
  login_text: string | null;
  footer_text: string | null;
  support_contact: string | null;
  colour: string;
  logo_light_url: string | null;
  logo_dark_url: string | null;
  favicon_url: string | null;
  modules: string[];
};

export type ClientSession = {
  contact: { id: string; name: string; email: string | null; phone: string | null; language: string };
  client: Named;
  clients: Named[];
  permissions: string[];
  role: string;
  strength: string;
  expires_at: string;
};

export type SessionRow = {
  id: string;
  agent: string | null;
  ip: string | null;
  created_at: string;
  last_seen_at: string;
  current: boolean;
};

export type DocumentState = "open" | "accepted" | "declined" | "expired";

export type ActionItem = {
  id: string;
  kind: string;
  title: string;
  project_id: string | null;
  document: {
    year: number;
    slug: string;
    number: string;
    type: string;
    total_minor_from: number | null;
    currency: string;
  } | null;
  version_hash: string;
  due_at: string | null;
  overdue: boolean;
  created_at: string;
  may_decide: boolean;
};

export type DecisionRow = {
  id: string;
  kind: string;
  title: string;
  outcome: string;
  comment: string | null;
  decided_at: string;
  contact_name: string;
  document: { year: number; slug: string; number: string } | null;
};

export type DocumentRow = {
  id: string;
  type: string;
  type_title: string;
  number: string;
  title: string;
  year: number;
  slug: string;
  published_at: string;
  valid_until: string | null;
  state: DocumentState;
  total_minor: number | null;
  currency: string;
};

export type Heading = { type: "heading"; id: string; text: string; level: number };
export type RichText = { type: "rich_text"; id: string; markdown: string; html: string };
export type Terms = { type: "terms"; id: string; title: string | null; markdown: string; html: string };
export type PaymentInstructions = {
  type: "payment_instructions";
  id: string;
  markdown: string | null;
  html: string | null;
};

export type GroupOption = {
  id: string;
  name: string;
  description: string | null;
  features: string[];
  /** Like the tax, null for who may not see money. */
  unit_price_minor: number | null;
  unit: string | null;
  tax_category: string | null;
  tax_rate: number | null;
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
  options: GroupOption[];
};

export type Line = {
  id: string;
  description: string;
  quantity_milli: number;
  unit: string | null;
  unit_price_minor: number | null;
  tax_category: string | null;
  tax_rate: number | null;
};
export type LineItems = { type: "line_items"; id: string; title: string | null; lines: Line[] };

export type ItineraryEntry = {
  id: string;
  date: string;
  time: string | null;
  title: string;
  description: string | null;
};
export type Itinerary = { type: "itinerary"; id: string; title: string | null; entries: ItineraryEntry[] };

export type Block = Heading | RichText | OptionGroup | LineItems | Itinerary | Terms | PaymentInstructions;

export type Offer = "deposit" | "full";
export type Deposit =
  | { kind: "percent"; rate: number; due_in_days: number | null }
  | { kind: "amount"; amount_minor: number; due_in_days: number | null };

export type Content = {
  currency: string;
  intro: string | null;
  blocks: Block[];
  valid_until: string | null;
  deposit: Deposit | null;
  payment: { asks: boolean; offers: Offer[]; excluded_method_ids: string[] };
  next_steps: string | null;
};

export type PaymentSection = "crypto" | "cash_prepaid" | "transfer";

export type DocumentDetail = {
  id: string;
  type: string;
  /** Null only in a staff preview: the number is drawn when the document is published. */
  number: string | null;
  title: string;
  year: number | null;
  slug: string | null;
  version: number;
  version_hash: string;
  published_at: string | null;
  valid_until: string | null;
  expired: boolean;
  state: DocumentState;
  client: Named;
  content: Content;
  may_choose: boolean;
  /** If not, every amount, and how to pay, is left out. */
  may_see_money: boolean;
  offers: Offer[];
  deposit: Deposit | null;
  payment_methods: { id: string; section: PaymentSection; name: string }[];
  response: {
    outcome: "accepted" | "declined";
    created_at: string;
    contact_name: string;
    comment: string | null;
  } | null;
};

export type SelectedOption = { option_id: string; quantity: number };

export type Calculation = {
  lines: {
    line_id: string;
    option_id: string | null;
    label: string;
    quantity_milli: number;
    unit_price_minor: number;
    net_minor: number;
  }[];
  taxes: { category: string; rate: number; base_minor: number; tax_minor: number }[];
  net_minor: number;
  tax_minor: number;
  total_minor: number;
  deposit_minor: number | null;
  currency: string;
};

export type CreateResponse = {
  version_hash: string;
  options: SelectedOption[];
  outcome: "accepted" | "declined";
  payment?: Offer | null;
  payment_method_id?: string | null;
  purchase_order?: string | null;
  comment?: string | null;
};

export type ConfirmedMethod = {
  id: string;
  name: string;
  instructions_html: string | null;
  fields: { label: string; value: string }[];
  qr: { payload: string; svg: string } | null;
};

export type Confirmation = {
  document: {
    number: string;
    title: string;
    year: number;
    slug: string;
    version: number;
    version_hash: string;
  };
  outcome: "accepted" | "declined";
  chosen: { option_id: string; name: string; quantity: number; net_minor: number | null }[];
  /** Null where the quote was declined, and for who may not see money. */
  calculation: Calculation | null;
  payment: Offer | null;
  amount_due_minor: number | null;
  due_date: string | null;
  currency: string;
  reference: string;
  purchase_order: string | null;
  comment: string | null;
  payment_method_id: string | null;
  sections: { section: PaymentSection; methods: ConfirmedMethod[] }[];
  accepted_at: string;
  contact_name: string;
  next_steps_html: string | null;
};
