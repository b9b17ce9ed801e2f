/** What can be done to a block as a whole, with what is said and where the focus goes. */
import type { KeyboardEvent } from "react";
import type { Block } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { headOf } from "./block-places.ts";
import { addBlock, copyOfBlock, moveBlock, removeBlock } from "./blocks.ts";
import { useEditor } from "./editor-context.ts";

/** `onAdd` asks what to add after the block. */
export function useBlockActs(block: Block, place: number, onAdd: () => void) {
  const t = useT();
  const { draft, change, offerUndo, say } = useEditor();
  const { blocks } = draft.content;
  const type = t(`block.${block.type}`);
  const count = blocks.length;
  const move = (steps: number) => {
    const to = place + steps;
    if (to >= 0 && to < count) {
      change(null, (before) => moveBlock(before, block.id, steps));
      say(t("editor.block.moved", { type, place: to + 1, count }));
    }
  };
  const duplicate = () => {
    const copy = copyOfBlock(block);
    change(null, (before) => addBlock(before, copy, place + 1));
    say(t("editor.block.duplicated", { type, place: place + 2, count: count + 1 }));
    focusSoon(headOf(copy.id));
  };
  const remove = () => {
    change(null, (before) => removeBlock(before, block.id));
    offerUndo(t("editor.block.removed", { type }));
    const next = blocks[place + 1] ?? blocks[place - 1];
    focusSoon(next === undefined ? "[data-add-block]" : headOf(next.id));
  };
  const jump = (steps: number) => {
    const next = blocks[place + steps];
    if (next !== undefined) {
      document.querySelector<HTMLElement>(headOf(next.id))?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isCopy = event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey);
    const isAdd = event.key === "Enter" && event.altKey;
    if (isCopy || isAdd || (event.altKey && steps !== undefined)) {
      event.preventDefault();
    }
    if (isCopy) {
      duplicate();
    } else if (isAdd) {
      onAdd();
    } else if (event.altKey && steps !== undefined) {
      event.shiftKey ? jump(steps) : move(steps);
    }
  };
  return { type, move, duplicate, remove, onKeyDown };
}
