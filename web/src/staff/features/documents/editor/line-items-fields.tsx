/** Priced lines that are part of the quote whatever is chosen. */
import type { Line, LineItems } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { patched } from "~/staff/ui/parts/parts.ts";
import { newLine, orNull } from "./blocks.ts";
import { DecimalField } from "./decimal-field.tsx";
import classes from "./editor.module.css";
import { useBlockChange, useEditor } from "./editor-context.ts";
import { PartList } from "./part-list.tsx";
import { PriceFields } from "./price-fields.tsx";
import { TextField } from "./text-field.tsx";

export function LineItemsFields({ block }: { block: LineItems }) {
  const t = useT();
  const { draft, usualTax } = useEditor();
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
      <PartList
        parts={block.lines}
        nameOf={(line, place) => (line.description === "" ? t("line.label", { place }) : line.description)}
        onChange={(lines) => set(null, { lines })}
        make={() => newLine(draft.content, usualTax)}
        add={t("line.add")}
        removed={t("line.removed")}
      >
        {(line) => (
          <>
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
          </>
        )}
      </PartList>
    </div>
  );
}
