/** A group of options: what the client may choose, and the rules of choosing. */
import { SegmentedControl, Switch } from "@mantine/core";
import type { OptionGroup } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { patched } from "~/staff/ui/parts/parts.ts";
import { newOption, orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange, useEditor } from "./editor-context.ts";
import { OptionFields } from "./option-fields.tsx";
import { PartList } from "./part-list.tsx";
import { TextField } from "./text-field.tsx";
import { WholeNumberField } from "./whole-number-field.tsx";

export function OptionGroupFields({ block }: { block: OptionGroup }) {
  const t = useT();
  const { draft, usualTax } = useEditor();
  const set = useBlockChange(block);
  const at = `blocks/${block.id}`;
  const isTiers = block.kind === "tiers";
  const choose = (kind: OptionGroup["kind"], required: boolean) =>
    set(null, { kind, required, min: required ? 1 : 0, max: kind === "tiers" ? 1 : null });
  return (
    <div className={classes.fields}>
      <TextField
        field={`${at}/title`}
        label={t("field.title")}
        value={block.title}
        onChange={(title) => set("title", { title })}
      />
      <TextField
        field={`${at}/description`}
        label={t("field.description")}
        value={block.description ?? ""}
        onChange={(description) => set("description", { description: orNull(description) })}
      />
      <div className={classes.rule}>
        <SegmentedControl
          size="sm"
          aria-label={t("field.kind")}
          value={block.kind}
          onChange={(kind) => choose(kind as OptionGroup["kind"], kind === "tiers")}
          data={[
            { value: "tiers", label: t("field.kind.tiers") },
            { value: "add_ons", label: t("field.kind.add_ons") },
          ]}
        />
        <Switch
          label={t("field.required")}
          checked={block.required}
          onChange={(event) => choose(block.kind, event.currentTarget.checked)}
        />
      </div>
      {!isTiers && (
        <div className={classes.figures}>
          <WholeNumberField
            field={`${at}/min`}
            label={t("field.min")}
            value={block.min}
            empty={0}
            onChange={(min) => set("min", { min: min ?? 0, required: (min ?? 0) > 0 })}
          />
          <WholeNumberField
            field={`${at}/max`}
            label={t("field.max")}
            placeholder={t("field.max.any")}
            value={block.max}
            onChange={(max) => set("max", { max })}
          />
        </div>
      )}
      <PartList
        parts={block.options}
        nameOf={(option, place) => (option.name === "" ? t("option.label", { place }) : option.name)}
        onChange={(options) => set(null, { options })}
        make={() => newOption(draft.content, usualTax)}
        add={t("option.add")}
        removed={t("option.removed")}
      >
        {(option) => (
          <OptionFields
            field={`${at}/options/${option.id}`}
            option={option}
            onChange={(field, patch) =>
              set(field === null ? null : `options/${option.id}/${field}`, {
                options: patched(block.options, option.id, patch),
              })
            }
          />
        )}
      </PartList>
    </div>
  );
}
