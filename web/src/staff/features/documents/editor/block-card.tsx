/** One block in the editor: its name, the buttons that move, fold and remove it, and its fields. */
import { ActionIcon } from "@mantine/core";
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Tag } from "~/shared/ui/tag.tsx";
import type { Block } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { moveBlock, removeBlock } from "./blocks.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { ItineraryFields } from "./itinerary-fields.tsx";
import { LineItemsFields } from "./line-items-fields.tsx";
import { OptionGroupFields } from "./option-group-fields.tsx";
import { HeadingFields, MarkdownFields, TermsFields } from "./simple-blocks.tsx";
import { summaryOf } from "./summary-of.ts";

type BlockCardProps = { block: Block; place: number; count: number; onMoved: (words: string) => void };

export function BlockCard({ block, place, count, onMoved }: BlockCardProps) {
  const t = useT();
  const { change, problemsIn, offerUndo } = useEditor();
  const [folded, setFolded] = useState(false);
  const type = t(`block.${block.type}`);
  const problems = problemsIn(`blocks/${block.id}`);
  const move = (steps: number) => {
    const to = place + steps;
    if (to >= 0 && to < count) {
      change(null, (draft) => moveBlock(draft, block.id, steps));
      onMoved(t("editor.block.moved", { type, place: to + 1, count }));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(event.key === "ArrowUp" ? -1 : 1);
    }
  };
  const remove = () => {
    change(null, (draft) => removeBlock(draft, block.id));
    offerUndo(t("editor.block.removed", { type }));
  };
  const isOpen = !folded || problems > 0;
  return (
    <section
      className={classes.block}
      aria-label={t("editor.block", { type, place: place + 1, count })}
      data-problem={problems > 0 || undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.blockHead}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? "editor.block.collapse" : "editor.block.expand", { type })}
          onClick={() => setFolded(isOpen)}
        >
          {isOpen ? <ChevronDown size={18} aria-hidden="true" /> : <ChevronRight size={18} aria-hidden="true" />}
        </ActionIcon>
        <h3 className={classes.blockName}>
          {type}
          {!isOpen && <span className="soft"> {summaryOf(block)}</span>}
        </h3>
        {problems > 0 && <Tag tone="bad">{t("editor.block.problems", { count: problems })}</Tag>}
        <div className={classes.blockActs}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            disabled={place === 0}
            aria-label={t("editor.block.up", { type })}
            onClick={() => move(-1)}
          >
            <ArrowUp size={17} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            disabled={place === count - 1}
            aria-label={t("editor.block.down", { type })}
            onClick={() => move(1)}
          >
            <ArrowDown size={17} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t("editor.block.remove", { type })}
            onClick={remove}
          >
            <Trash2 size={17} aria-hidden="true" />
          </ActionIcon>
        </div>
      </div>
      {isOpen && (
        <div className={classes.blockBody}>
          <BlockFields block={block} />
        </div>
      )}
    </section>
  );
}

function BlockFields({ block }: { block: Block }) {
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
    case "itinerary":
      return <ItineraryFields block={block} />;
  }
}
