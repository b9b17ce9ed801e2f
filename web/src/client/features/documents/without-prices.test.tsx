import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { rendered } from "~/client/rendered.tsx";
import type { Content, LineItems } from "~/shared/api/types.ts";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import { addOns, content, option, tiers } from "~/shared/document/sample-quote.ts";

const unpriced = { unit_price_minor: null, tax_category: null, tax_rate: null };
const lines: LineItems = {
  type: "line_items",
  id: "lines",
  title: null,
  lines: [{ id: "travel", description: "Travel", quantity_milli: 1500, unit: "hour", ...unpriced }],
};

it("shows the words of a quote without a place for prices", () => {
  const words: Content = {
    ...content,
    blocks: [
      { ...tiers, options: [option("small", { ...unpriced, unit: "day", features: ["One day"] })] },
      { ...addOns, options: [option("tap", unpriced)] },
      lines,
    ],
  };
  rendered(<DocumentBlocks content={words} selection={{}} />);
  expect(screen.getByText("One day")).toBeTruthy();
  expect(screen.getByRole("checkbox", { name: "Option tap" })).toBeTruthy();
  expect(screen.getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual(["Item", "Quantity"]);
  expect(document.body.textContent).not.toMatch(/€|null|NaN|per day/);
});
