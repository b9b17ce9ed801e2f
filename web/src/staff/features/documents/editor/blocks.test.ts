import { expect, it } from "vitest";
import type { Draft } from "~/staff/api/content.ts";
import { addBlock, addImage, copyOfBlock, newBlock } from "./blocks.ts";

const empty: Draft = {
  title: "Pier",
  content: {
    currency: "EUR",
    intro: null,
    blocks: [],
    valid_until: null,
    deposit: null,
    payment: { asks: false, offers: [], excluded_method_ids: [] },
    next_steps: null,
  },
};
const usual = { tax_category: "S" as const, tax_rate: 19_000 };
const image = (id: string) => ({ image_id: id, sha256: "", alt: "", caption: null });

it("adds a block where it was asked for, else at the end", () => {
  const heading = newBlock("heading", empty.content, usual);
  const terms = newBlock("terms", empty.content, usual);
  const text = newBlock("rich_text", empty.content, usual);
  const draft = addBlock(addBlock(addBlock(empty, heading), terms), text, 1);
  expect(draft.content.blocks.map(({ type }) => type)).toEqual(["heading", "rich_text", "terms"]);
});

it("puts a picture at the end of its block, and nowhere once that is gone", () => {
  const block = newBlock("images", empty.content, usual);
  const draft = addImage(addImage(addBlock(empty, block), block.id, image("a")), block.id, image("b"));
  expect(draft.content.blocks).toEqual([{ ...block, images: [image("a"), image("b")] }]);
  expect(addImage(empty, block.id, image("a")).content.blocks).toEqual([]);
});

it("gives a copy and its parts identities of their own", () => {
  const group = newBlock("option_group", empty.content, usual);
  const copy = copyOfBlock(group);
  expect(copy.id).not.toBe(group.id);
  expect(copy.type === "option_group" && group.type === "option_group" && copy.options[0]?.id).not.toBe(
    group.type === "option_group" && group.options[0]?.id,
  );
});
