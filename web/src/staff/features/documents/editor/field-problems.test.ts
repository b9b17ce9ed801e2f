import { describe, expect, it } from "vitest";
import type { Content } from "~/staff/api/content.ts";
import { moveBlock } from "./blocks.ts";
import { fieldOf, fieldProblems, problemsWithin } from "./field-problems.ts";

const content: Content = {
  currency: "EUR",
  intro: null,
  blocks: [
    { type: "heading", id: "h1", text: "", level: 2 },
    {
      type: "option_group",
      id: "g1",
      title: "Package",
      description: "",
      kind: "tiers",
      required: true,
      min: 1,
      max: 1,
      options: [
        {
          id: "o1",
          name: "Basic",
          description: "",
          features: ["Oak"],
          unit_price_minor: 100,
          unit: "",
          tax_category: "S",
          tax_rate: 21_000,
          min_quantity: 1,
          max_quantity: 1,
          recommended: false,
        },
      ],
    },
  ],
  valid_until: null,
  deposit: { kind: "percent", rate: 30_000, due_in_days: 7 },
  payment: { asks: true, offers: ["deposit"], excluded_method_ids: [] },
  next_steps: null,
};

describe("the field of a server's problem", () => {
  it.each([
    ["title", "title"],
    ["blocks[0].text", "blocks/h1/text"],
    ["content.blocks[0].text", "blocks/h1/text"],
    ["blocks[1].options[0].unit_price_minor", "blocks/g1/options/o1/unit_price_minor"],
    ["blocks[1].options[0].features[0]", "blocks/g1/options/o1/features/0"],
    ["deposit.rate", "deposit/rate"],
    ["blocks[9].text", "blocks/9/text"],
  ])("%s is %s", (path, field) => {
    expect(fieldOf(path, content)).toBe(field);
  });

  it("stays with its block when the block moves", () => {
    const problems = fieldProblems([{ field: "blocks[0].text", code: "required", message: "Write a text." }], content);
    const after = moveBlock({ title: "", content }, "h1", 1).content;
    expect(problems.get(`blocks/${after.blocks[1]?.id}/text`)).toBe("Write a text.");
  });

  it("keeps the first of two, and counts those inside a block", () => {
    const problems = fieldProblems(
      [
        { field: "blocks[1].options[0].name", code: "required", message: "first" },
        { field: "blocks[1].options[0].name", code: "length", message: "second" },
        { field: "blocks[1].title", code: "required", message: "title" },
        { field: "blocks[0].text", code: "required", message: "text" },
      ],
      content,
    );
    expect(problems.get("blocks/g1/options/o1/name")).toBe("first");
    expect(problemsWithin(problems, "blocks/g1")).toBe(2);
    expect(problemsWithin(problems, "blocks/g")).toBe(0);
    expect(problemsWithin(problems, "blocks/h1")).toBe(1);
  });
});
