/** Changes to the blocks of a draft. Pure: each answers a new draft and leaves the given one as it was. */
import type {
  Block,
  BlockType,
  Content,
  Deposit,
  Draft,
  Entry,
  Images,
  Line,
  Option,
  PaymentChoice,
} from "~/staff/api/content.ts";
import { moved, without } from "~/staff/ui/parts/parts.ts";

type Part = { id: string };

/** A short identity that is new in any draft. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export type Tax = Pick<Line, "tax_category" | "tax_rate">;

/** The tax that a new price starts with: that of the price written last, else the `usual` one of the provider. */
export function startingTax(content: Content, usual: Tax): Tax {
  for (const block of content.blocks.toReversed()) {
    const last = block.type === "option_group" ? block.options.at(-1) : undefined;
    const line = block.type === "line_items" ? block.lines.at(-1) : last;
    if (line !== undefined) {
      return { tax_category: line.tax_category, tax_rate: line.tax_rate };
    }
  }
  return usual;
}

export const newOption = (content: Content, usual: Tax): Option => ({
  id: newId(),
  name: "",
  description: null,
  features: [],
  unit_price_minor: null,
  unit: null,
  ...startingTax(content, usual),
  min_quantity: 1,
  max_quantity: 1,
  recommended: false,
});

export const newLine = (content: Content, usual: Tax): Line => ({
  id: newId(),
  description: "",
  quantity_milli: 1000,
  unit: null,
  unit_price_minor: null,
  ...startingTax(content, usual),
});

export const newEntry = (today = new Date()): Entry => ({
  id: newId(),
  date: dayOf(today),
  time: null,
  title: "",
  description: null,
});

/** The day of a time as people at this screen have it: `2026-11-21`. */
export const dayOf = (time: Date): string =>
  [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** What an emptied text that may be left out is kept as. */
export const orNull = (text: string): string | null => (text === "" ? null : text);

export function newBlock(type: BlockType, content: Content, usual: Tax): Block {
  const id = newId();
  switch (type) {
    case "heading":
      return { type, id, text: "", level: 2 };
    case "rich_text":
      return { type, id, markdown: "" };
    case "payment_instructions":
      return { type, id, markdown: null };
    case "terms":
      return { type, id, title: null, markdown: "" };
    case "option_group":
      return {
        type,
        id,
        title: "",
        description: null,
        kind: "tiers",
        required: true,
        min: 1,
        max: 1,
        options: [newOption(content, usual)],
      };
    case "line_items":
      return { type, id, title: null, lines: [newLine(content, usual)] };
    case "itinerary":
      return { type, id, title: null, entries: [newEntry()] };
    case "images":
      return { type, id, title: null, layout: "grid", images: [] };
    case "signature":
      return { type, id, label: "", signer: "client", name: null };
  }
}

export const withContent = (draft: Draft, patch: Partial<Content>): Draft => ({
  ...draft,
  content: { ...draft.content, ...patch },
});

const withBlocks = (draft: Draft, blocks: Block[]): Draft => withContent(draft, { blocks });

const USUAL_DEPOSIT: Deposit = { kind: "percent", rate: 30_000, due_in_days: 7 };

/** Changes what the client may pay; a deposit that is offered has a size. */
export function withOffers(draft: Draft, offers: PaymentChoice[]): Draft {
  const { deposit, payment } = draft.content;
  return withContent(draft, {
    payment: { ...payment, offers },
    deposit: offers.includes("deposit") ? (deposit ?? USUAL_DEPOSIT) : deposit,
  });
}

/** Changes the deposit; one that has a size is offered, none is not. */
export function withDeposit(draft: Draft, deposit: Deposit | null): Draft {
  const { payment } = draft.content;
  const others = payment.offers.filter((offer) => offer !== "deposit");
  const isOffered = payment.offers.includes("deposit");
  const offers: PaymentChoice[] = deposit === null ? others : isOffered ? payment.offers : ["deposit", ...others];
  return withContent(draft, { deposit, payment: { ...payment, offers } });
}

/** Puts `block` at `place`, counted from 0; the end when left out. */
export function addBlock(draft: Draft, block: Block, place = draft.content.blocks.length): Draft {
  return withBlocks(draft, draft.content.blocks.toSpliced(place, 0, block));
}

const renewed = <T extends Part>(parts: readonly T[]): T[] => parts.map((part) => ({ ...part, id: newId() }));

/** The same block with an identity of its own, down to its parts. */
export function copyOfBlock(block: Block): Block {
  const id = newId();
  switch (block.type) {
    case "option_group":
      return { ...block, id, options: renewed(block.options) };
    case "line_items":
      return { ...block, id, lines: renewed(block.lines) };
    case "itinerary":
      return { ...block, id, entries: renewed(block.entries) };
    default:
      return { ...block, id };
  }
}

export const removeBlock = (draft: Draft, id: string): Draft => withBlocks(draft, without(draft.content.blocks, id));

/** Moves a block by `steps` places, up when negative; stops at the ends. */
export const moveBlock = (draft: Draft, id: string, steps: number): Draft => {
  const blocks = moved(draft.content.blocks, id, steps);
  return blocks === draft.content.blocks ? draft : withBlocks(draft, blocks);
};

export function changeBlock<B extends Block>(draft: Draft, block: B, patch: Partial<B>): Draft {
  return withBlocks(
    draft,
    draft.content.blocks.map((each) => (each.id === block.id ? { ...each, ...patch } : each)) as Block[],
  );
}

/** Puts a picture at the end of a block of pictures, as long as the block is there. */
export const addImage = (draft: Draft, blockId: string, image: Images["images"][number]): Draft =>
  withBlocks(
    draft,
    draft.content.blocks.map((block) =>
      block.id === blockId && block.type === "images" ? { ...block, images: [...block.images, image] } : block,
    ),
  );
