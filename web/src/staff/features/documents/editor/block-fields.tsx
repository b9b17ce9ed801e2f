/** The fields of a block, by its kind. */
import type { Block } from "~/staff/api/content.ts";
import { ImagesFields } from "./images-fields.tsx";
import { ItineraryFields } from "./itinerary-fields.tsx";
import { LineItemsFields } from "./line-items-fields.tsx";
import { OptionGroupFields } from "./option-group-fields.tsx";
import { SignatureFields } from "./signature-fields.tsx";
import { HeadingFields, MarkdownFields, TermsFields } from "./simple-blocks.tsx";

export function BlockFields({ block }: { block: Block }) {
  switch (block.type) {
    case "heading":
      return <HeadingFields block={block} />;
    case "rich_text":
    case "payment_instructions":
      return <MarkdownFields block={block} />;
    case "terms":
      return <TermsFields block={block} />;
    case "option_group":
      return <OptionGroupFields block={block} />;
    case "line_items":
      return <LineItemsFields block={block} />;
    case "signature":
      return <SignatureFields block={block} />;
    case "images":
      return <ImagesFields block={block} />;
    case "itinerary":
      return <ItineraryFields block={block} />;
  }
}
