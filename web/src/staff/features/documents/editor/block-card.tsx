/** One block in the editor: its name, what it is carried, folded and moved by, and its fields. */
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { idleWhen } from "~/shared/ui/idle-when.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import type { Block } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Grip } from "~/staff/ui/drag/grip.tsx";
import type { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { AddBlock } from "./add-block.tsx";
import { BlockFields } from "./block-fields.tsx";
import { BlockMenu } from "./block-menu.tsx";
import { headOf } from "./block-places.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { summaryOf } from "./summary-of.ts";
import { useBlockActs } from "./use-block-acts.ts";

type BlockCardProps = { block: Block; place: number; count: number; drag: ReturnType<typeof useDragList> };

export function BlockCard({ block, place, count, drag }: BlockCardProps) {
  const t = useT();
  const { problemsIn } = useEditor();
  const [folded, setFolded] = useState(false);
  const [adding, setAdding] = useState(false);
  const acts = useBlockActs(block, place, () => setAdding(true));
  const { type } = acts;
  const problems = problemsIn(`blocks/${block.id}`);
  const isOpen = !drag.isDragging && (!folded || problems > 0);
  return (
    <section
      className={classes.block}
      aria-label={t("editor.block", { type, place: place + 1, count })}
      data-block={block.id}
      data-problem={problems > 0 || undefined}
      onKeyDown={acts.onKeyDown}
      {...drag.item(block.id)}
    >
      <div className={classes.blockHead}>
        <Grip name={type} hold={drag.grip(block.id)} />
        <h3 className={classes.blockName}>
          <UnstyledButton
            className={classes.fold}
            aria-expanded={isOpen}
            aria-label={t(isOpen ? "editor.block.collapse" : "editor.block.expand", { type })}
            data-fold
            onClick={() => setFolded(isOpen)}
          >
            {isOpen ? <ChevronDown size={18} aria-hidden="true" /> : <ChevronRight size={18} aria-hidden="true" />}
            <span className={classes.blockWords}>
              {type}
              {!isOpen && <span className="soft"> {summaryOf(block)}</span>}
            </span>
          </UnstyledButton>
        </h3>
        {problems > 0 && <Tag tone="bad">{t("editor.block.problems", { count: problems })}</Tag>}
        <div className={classes.blockActs}>
          <ActionIcon
            className={classes.icon ?? ""}
            variant="subtle"
            color="gray"
            {...idleWhen(place === 0)}
            aria-label={t("editor.block.up", { type })}
            onClick={() => acts.move(-1)}
          >
            <ArrowUp size={17} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            className={classes.icon ?? ""}
            variant="subtle"
            color="gray"
            {...idleWhen(place === count - 1)}
            aria-label={t("editor.block.down", { type })}
            onClick={() => acts.move(1)}
          >
            <ArrowDown size={17} aria-hidden="true" />
          </ActionIcon>
          <BlockMenu type={type} onAdd={() => setAdding(true)} onDuplicate={acts.duplicate} onRemove={acts.remove} />
        </div>
      </div>
      {isOpen && (
        <div className={classes.blockBody}>
          <BlockFields block={block} />
        </div>
      )}
      {adding && (
        <div className={classes.adding}>
          <AddBlock
            place={place + 1}
            onClose={(isAdded) => {
              setAdding(false);
              if (!isAdded) {
                focusSoon(headOf(block.id));
              }
            }}
          />
        </div>
      )}
    </section>
  );
}
