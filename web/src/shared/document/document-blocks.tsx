/** The blocks of a document in their order: exactly what the client sees, in both apps. */
import type { Block, Content } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { ServerHtml } from "../ui/server-html.tsx";
import classes from "./document-blocks.module.css";
import { ImagesBlock } from "./images-block.tsx";
import { ItineraryBlock } from "./itinerary-block.tsx";
import { LineItemsBlock } from "./line-items-block.tsx";
import { OptionGroupBlock } from "./option-group-block.tsx";
import type { Selection, SelectionProblem } from "./selection.ts";
import { SignatureBlock } from "./signature-block.tsx";

export type ChoosingProps = {
  selection: Selection;
  /** Left out where nothing can be chosen: the choice shows, but can't be changed. */
  onSelect?: ((selection: Selection) => void) | undefined;
  /** Broken rules that are shown; empty until someone tried to go on. */
  problems?: SelectionProblem[];
};

type DocumentBlocksProps = ChoosingProps & { content: Content };

export function DocumentBlocks({ content, ...choosing }: DocumentBlocksProps) {
  return (
    <div className={classes.blocks}>
      {content.blocks.map((block) => (
        <BlockView key={block.id} block={block} currency={content.currency} {...choosing} />
      ))}
    </div>
  );
}

type BlockViewProps = ChoosingProps & { block: Block; currency: string };

function BlockView({ block, currency, ...choosing }: BlockViewProps) {
  const t = useSharedT();
  switch (block.type) {
    case "heading":
      // A draft may have one without words yet.
      if (block.text === "") {
        return null;
      }
      return block.level === 2 ? (
        <h2 className={classes.heading}>{block.text}</h2>
      ) : (
        <h3 className={classes.subheading}>{block.text}</h3>
      );
    case "rich_text":
      return <ServerHtml html={block.html} />;
    case "option_group":
      return <OptionGroupBlock group={block} currency={currency} {...choosing} />;
    case "line_items":
      return <LineItemsBlock block={block} currency={currency} />;
    case "itinerary":
      return <ItineraryBlock block={block} />;
    case "images":
      return <ImagesBlock block={block} />;
    case "signature":
      return <SignatureBlock block={block} />;
    case "terms":
      return (
        <section className={classes.terms}>
          <h2 className={classes.heading}>{block.title ?? t("document.terms")}</h2>
          <ServerHtml html={block.html} />
        </section>
      );
    case "payment_instructions":
      return block.html === null || block.html === "" ? null : (
        <section>
          <h2 className={classes.heading}>{t("document.payment")}</h2>
          <ServerHtml html={block.html} />
        </section>
      );
  }
}
