/** One option of a group. */
import { Switch } from "@mantine/core";
import type { Option } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { FeaturesField } from "./features-field.tsx";
import { PriceFields } from "./price-fields.tsx";
import { TextField } from "./text-field.tsx";
import { WholeNumberField } from "./whole-number-field.tsx";

type OptionFieldsProps = {
  field: string;
  option: Option;
  onChange: (field: keyof Option | null, patch: Partial<Option>) => void;
};

export function OptionFields({ field, option, onChange }: OptionFieldsProps) {
  const t = useT();
  return (
    <>
      <TextField
        field={`${field}/name`}
        label={t("option.name")}
        value={option.name}
        onChange={(name) => onChange("name", { name })}
      />
      <TextField
        field={`${field}/description`}
        label={t("field.description")}
        value={option.description ?? ""}
        onChange={(description) => onChange("description", { description: orNull(description) })}
      />
      <FeaturesField
        field={`${field}/features`}
        value={option.features}
        onChange={(features) => onChange("features", { features })}
      />
      <PriceFields field={field} value={option} onChange={onChange} />
      <div className={classes.figures}>
        <WholeNumberField
          field={`${field}/min_quantity`}
          label={t("option.min_quantity")}
          value={option.min_quantity}
          empty={0}
          onChange={(value) => onChange("min_quantity", { min_quantity: value ?? 0 })}
        />
        <WholeNumberField
          field={`${field}/max_quantity`}
          label={t("option.max_quantity")}
          value={option.max_quantity}
          empty={0}
          onChange={(value) => onChange("max_quantity", { max_quantity: value ?? 0 })}
        />
        <Switch
          className={classes.switch}
          label={t("option.recommended")}
          checked={option.recommended}
          onChange={(event) => onChange(null, { recommended: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}
