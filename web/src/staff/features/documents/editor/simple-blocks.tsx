/** The blocks that are a text and little else. */
import { SegmentedControl } from "@mantine/core";
import type { Heading, PaymentInstructions, RichText, Terms } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange } from "./editor-context.ts";
import { TextField } from "./text-field.tsx";

export function HeadingFields({ block }: { block: Heading }) {
  const t = useT();
  const set = useBlockChange(block);
  return (
    <div className={classes.fields}>
      <TextField
        field={`blocks/${block.id}/text`}
        label={t("field.text")}
        value={block.text}
        onChange={(text) => set("text", { text })}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("field.level")}
        value={String(block.level)}
        onChange={(level) => set(null, { level: level === "2" ? 2 : 3 })}
        data={[
          { value: "2", label: t("field.level.2") },
          { value: "3", label: t("field.level.3") },
        ]}
      />
    </div>
  );
}

type MarkdownBlock = RichText | PaymentInstructions;

export function MarkdownFields({ block }: { block: MarkdownBlock }) {
  const t = useT();
  const set = useBlockChange<MarkdownBlock>(block);
  return (
    <TextField
      field={`blocks/${block.id}/markdown`}
      label={t("field.markdown")}
      hint={t("field.markdown.hint")}
      lines={4}
      value={block.markdown ?? ""}
      onChange={(markdown) => set("markdown", { markdown })}
    />
  );
}

export function TermsFields({ block }: { block: Terms }) {
  const t = useT();
  const set = useBlockChange(block);
  return (
    <div className={classes.fields}>
      <TextField
        field={`blocks/${block.id}/title`}
        label={t("field.title")}
        value={block.title ?? ""}
        onChange={(title) => set("title", { title: orNull(title) })}
      />
      <TextField
        field={`blocks/${block.id}/markdown`}
        label={t("field.markdown")}
        hint={t("field.markdown.hint")}
        lines={4}
        value={block.markdown}
        onChange={(markdown) => set("markdown", { markdown })}
      />
    </div>
  );
}
