/** The kinds of block, to add one: at the end, or at a place where somebody has asked for it. */
import { Button, Menu } from "@mantine/core";
import {
  AlignLeft,
  CalendarDays,
  Heading as HeadingIcon,
  Images as ImagesIcon,
  LayoutGrid,
  ListOrdered,
  PenLine,
  Plus,
  Scale,
  Wallet,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { BlockType } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { firstFieldOf } from "./block-places.ts";
import { addBlock, newBlock } from "./blocks.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";

const kinds = [
  ["option_group", LayoutGrid],
  ["line_items", ListOrdered],
  ["rich_text", AlignLeft],
  ["heading", HeadingIcon],
  ["itinerary", CalendarDays],
  ["images", ImagesIcon],
  ["terms", Scale],
  ["payment_instructions", Wallet],
  ["signature", PenLine],
] as const satisfies [BlockType, unknown][];

/** The key or click that asked for it has to be over, else it counts as one outside of the menu. */
const SOON_MS = 60;

type AddBlockProps = {
  /** Where it goes, counted from 0; the end when left out. */
  place?: number;
  /** It was asked for and stands open: called when something was added or not. */
  onClose?: (isAdded: boolean) => void;
};

export function AddBlock({ place, onClose }: AddBlockProps) {
  const t = useT();
  const isAdded = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const isAsked = onClose !== undefined;
  useEffect(() => {
    if (!isAsked) {
      return;
    }
    // What opens from a button out of sight stays out of sight.
    button.current?.scrollIntoView({ block: "center" });
    const timer = setTimeout(() => setOpened(true), SOON_MS);
    return () => clearTimeout(timer);
  }, [isAsked]);
  const { draft, change, usualTax, allowedBlocks } = useEditor();
  const add = (type: BlockType) => {
    const block = newBlock(type, draft.content, usualTax);
    isAdded.current = true;
    change(null, (before) => addBlock(before, block, place));
    focusSoon(firstFieldOf(block.id));
  };
  return (
    <Menu
      position="bottom-start"
      width={290}
      radius="lg"
      shadow="md"
      returnFocus={false}
      opened={opened}
      onChange={setOpened}
      onClose={() => onClose?.(isAdded.current)}
    >
      <Menu.Target>
        <Button
          ref={button}
          data-add-block={place === undefined || undefined}
          className={classes.addBlock}
          variant="default"
          leftSection={<Plus size={18} aria-hidden="true" />}
        >
          {t("editor.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds
          .filter(([type]) => allowedBlocks.includes(type))
          .map(([type, Icon]) => (
            <Menu.Item key={type} leftSection={<Icon size={18} aria-hidden="true" />} onClick={() => add(type)}>
              <span className={classes.kind}>{t(`block.${type}`)}</span>
              <span className={classes.kindHint}>{t(`block.${type}.hint`)}</span>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
