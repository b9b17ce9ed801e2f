/** The first words of a block, to know it by where its fields do not show. */
import type { Block } from "~/staff/api/content.ts";

const LENGTH = 60;

export function summaryOf(block: Block): string {
  switch (block.type) {
    case "heading":
      return block.text;
    case "rich_text":
    case "payment_instructions":
      return (block.markdown ?? "").slice(0, LENGTH);
    case "images":
      return block.title ?? block.images[0]?.alt ?? "";
    case "signature":
      return block.label;
    default:
      return block.title ?? "";
  }
}
