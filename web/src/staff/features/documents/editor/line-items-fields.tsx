/** Priced lines that are part of the quote whatever is chosen. */
import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import type { Line, LineItems } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { moved, newLine, orNull, patched, without } from "./blocks.ts";
import { DecimalField } from "./decimal-field.tsx";
import classes from "./editor.module.css";
import { useBlockChange, useEditor } from "./editor-context.ts";
import { PartFrame } from "./part-frame.tsx";
import { PriceFields } from "./price-fields.tsx";
import { TextField } from "./text-field.tsx";

export function LineItemsFields({ block }: { block: LineItems }) {
  const t = useT();
  const { draft, usualTax, offerUndo } = useEditor();
  const set = useBlockChange(block);
  const at = `blocks/${block.id}`;
  const change = (line: Line, field: string, patch: Partial<Line>) =>
    set(`lines/${line.id}/${field}`, { lines: patched(block.lines, line.id, patch) });
  return (
    <div className={classes.fields}>
      <TextField
        field={`${at}/title`}
        label={t("field.title")}
        value={block.title ?? ""}
        onChange={(title) => set("title", { title: orNull(title) })}
      />
      {block.lines.map((line, place) => (
        <PartFrame
          key={line.id}
          label={line.description === "" ? t("line.label", { place: place + 1 }) : line.description}
          isFirst={place === 0}
          isLast={place === block.lines.length - 1}
          onMove={(steps) => set(null, { lines: moved(block.lines, line.id, steps) })}
          onRemove={() => {
            set(null, { lines: without(block.lines, line.id) });
            offerUndo(t("line.removed"));
          }}
        >
          <div className={classes.described}>
            <TextField
              field={`${at}/lines/${line.id}/description`}
              label={t("line.description")}
              value={line.description}
              onChange={(description) => change(line, "description", { description })}
            />
            <DecimalField
              field={`${at}/lines/${line.id}/quantity_milli`}
              label={t("line.quantity")}
              value={line.quantity_milli}
              digits={3}
              shownDigits={0}
              onChange={(quantity_milli) => change(line, "quantity_milli", { quantity_milli })}
            />
          </div>
          <PriceFields
            field={`${at}/lines/${line.id}`}
            value={line}
            onChange={(field, patch) => change(line, field, patch)}
          />
        </PartFrame>
      ))}
      <Button
        className={classes.addPart}
        variant="light"
        size="sm"
        leftSection={<Plus size={16} aria-hidden="true" />}
        onClick={() => set(null, { lines: [...block.lines, newLine(draft.content, usualTax)] })}
      >
        {t("line.add")}
      </Button>
    </div>
  );
}
