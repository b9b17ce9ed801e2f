/** The quote of the journeys, with figures worked out by hand. */

const price = (unit_price_minor: number) => ({ unit_price_minor, unit: null, tax_category: "S", tax_rate: 21_000 });
const once = { min_quantity: 1, max_quantity: 1, recommended: false };

/** A choice of packages, a choice of extras, one line that is always there, a deposit of 30 %. */
export function exampleContent(): object {
  return {
    currency: "EUR",
    intro: "Thank you for asking us. Here is what we would do, and what it costs.",
    blocks: [
      {
        type: "option_group",
        id: "package",
        title: "Choose your package",
        description: null,
        kind: "tiers",
        required: true,
        min: 1,
        max: 1,
        options: [
          { id: "essential", name: "Essential", description: null, features: ["One day"], ...price(120_000), ...once },
          {
            ...{ id: "complete", name: "Complete", description: "What most people take" },
            ...{ features: ["Two days", "All pictures"], ...price(240_000), ...once },
            recommended: true,
          },
        ],
      },
      {
        type: "option_group",
        id: "extras",
        title: "Extras",
        description: null,
        kind: "add_ons",
        required: false,
        min: 0,
        max: null,
        options: [
          { id: "drone", name: "Drone footage", description: null, features: [], ...price(35_000), ...once },
          { id: "album", name: "Album", description: null, features: [], ...price(8_050), ...once, max_quantity: 5 },
          { id: "night", name: "Night shots", description: null, features: [], ...price(15_000), ...once },
        ],
      },
      {
        type: "line_items",
        id: "fixed",
        title: "Always included",
        lines: [{ id: "travel", description: "Travel", quantity_milli: 2_500, ...price(4_000), unit: "hour" }],
      },
      { type: "terms", id: "terms", title: "Terms", markdown: "Pictures are yours to use. *Prints* excluded." },
    ],
    valid_until: null,
    deposit: { kind: "percent", rate: 30_000, due_in_days: 7 },
    payment: { asks: true, offers: ["deposit", "full"], excluded_method_ids: [] },
    next_steps: "We call you to agree on the day.",
  };
}

/** The same with so many lines and terms that it takes several sheets of paper. */
export function longContent(): object {
  const { blocks, ...rest } = exampleContent() as { blocks: object[] };
  const lines = Array.from({ length: 60 }, (_, at) => ({
    ...{ id: `line-${at}`, description: `Room ${at + 1}`, quantity_milli: 1_000, ...price(1_000) },
  }));
  const terms = Array.from(
    { length: 12 },
    (_, at) => `## Part ${at + 1}\n\n${"What holds, in plain words. ".repeat(18)}`,
  );
  return {
    ...rest,
    blocks: [
      ...blocks.filter((block) => !("markdown" in block)),
      { type: "line_items", id: "rooms", title: "Room by room", lines },
      { type: "terms", id: "terms", title: "Terms", markdown: terms.join("\n\n") },
    ],
  };
}

/**
 * Complete, drone footage, one album and the travel: net 240000 + 35000 + 8050 + 10000 = 293050, 21 % of it 61540.5,
 * rounded half up 61541; 30 % of 354591 is 106377.3.
 */
export const CHOSEN = { total: "€3,545.91", deposit: "€1,063.77" };
