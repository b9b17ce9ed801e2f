/** A small quote for tests: tiers that must be answered, limited add-ons, a line. */
import type { Content, DocumentDetail, GroupOption, OptionGroup } from "../api/types.ts";

export const option = (id: string, over: Partial<GroupOption> = {}): GroupOption => ({
  id,
  name: `Option ${id}`,
  description: null,
  features: [],
  unit_price_minor: 10_000,
  unit: null,
  tax_category: "S",
  tax_rate: 19_000,
  min_quantity: 1,
  max_quantity: 1,
  recommended: false,
  ...over,
});

export const tiers: OptionGroup = {
  type: "option_group",
  id: "tiers",
  title: "Choose a package",
  description: null,
  kind: "tiers",
  required: true,
  min: null,
  max: null,
  options: [option("small"), option("large", { recommended: true })],
};

export const addOns: OptionGroup = {
  ...tiers,
  id: "add-ons",
  title: "Add to it",
  kind: "add_ons",
  required: false,
  max: 2,
  options: [option("tap"), option("drawer", { max_quantity: 4 }), option("lamp")],
};

export const content: Content = {
  currency: "EUR",
  intro: "A few words.",
  blocks: [tiers, addOns],
  valid_until: null,
  deposit: { kind: "percent", rate: 30_000, due_in_days: 7 },
  payment: { asks: true, offers: ["deposit", "full"] },
  next_steps: null,
  next_steps_html: null,
};

export const quote: DocumentDetail = {
  id: "1",
  type: "quote",
  type_title: "Quote",
  number: "Q-2026-0001",
  title: "Kitchen",
  year: 2026,
  slug: "kitchen",
  version: 1,
  version_hash: "first",
  published_at: "2026-11-20T09:00:00Z",
  valid_until: null,
  expired: false,
  state: "open",
  client: { id: "c", name: "Harbour House" },
  content,
  asks: "choose",
  action_item_id: "a",
  may_choose: true,
  may_acknowledge: false,
  may_see_money: true,
  offers: ["deposit", "full"],
  deposit: content.deposit,
  payment_methods: [{ id: "m", section: "transfer", name: "Bank transfer" }],
  response: null,
  acknowledged: null,
  accepted_before: null,
};
