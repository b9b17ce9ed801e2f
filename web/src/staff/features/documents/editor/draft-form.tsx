/** Everything of a quote that staff write. */
import { Input } from "@mantine/core";
import { useCallback } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import { useDragWords } from "~/staff/ui/drag/use-drag-words.ts";
import { AddBlock } from "./add-block.tsx";
import { BlockCard } from "./block-card.tsx";
import { moveBlock, orNull, withContent } from "./blocks.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { QuoteSettings } from "./quote-settings.tsx";
import { TextField } from "./text-field.tsx";

export function DraftForm() {
  const t = useT();
  const { draft, change, problemOf, asksForChoice, say } = useEditor();
  const { blocks } = draft.content;
  const nameOf = useCallback(
    (id: string) => {
      const block = blocks.find((each) => each.id === id);
      return block === undefined ? "" : t(`block.${block.type}`);
    },
    [blocks, t],
  );
  const drag = useDragList({
    ids: blocks.map(({ id }) => id),
    onMove: (id, steps) => change(null, (before) => moveBlock(before, id, steps)),
    onSay: useDragWords(blocks.length, nameOf, say),
  });
  return (
    <div className={classes.form}>
      <TextField
        field="title"
        label={t("editor.title")}
        placeholder={t("editor.title.placeholder")}
        value={draft.title}
        onChange={(title) => change("title", (before) => ({ ...before, title }))}
      />
      <TextField
        field="intro"
        label={t("editor.intro")}
        hint={t("editor.intro.hint")}
        lines={2}
        value={draft.content.intro ?? ""}
        onChange={(intro) => change("intro", (before) => withContent(before, { intro: orNull(intro) }))}
      />
      <h2 className={classes.partTitle}>{t("editor.blocks")}</h2>
      {problemOf("blocks") !== undefined && <Input.Error role="alert">{problemOf("blocks")}</Input.Error>}
      {blocks.length === 0 && (
        <p className={classes.note}>{t(asksForChoice ? "editor.blocks.empty" : "editor.blocks.empty.words")}</p>
      )}
      <div className={classes.blocks} data-blocks ref={drag.list} data-dragging={drag.isDragging || undefined}>
        {blocks.map((block, place) => (
          <BlockCard key={block.id} block={block} place={place} count={blocks.length} drag={drag} />
        ))}
      </div>
      <AddBlock />
      <QuoteSettings />
    </div>
  );
}
