/** Price, unit and tax of an option or a line. */
import { Select } from "@mantine/core";
import { currencyDigits } from "~/shared/i18n/format.ts";
import type { Line, Option } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { orNull } from "./blocks.ts";
import { DecimalField } from "./decimal-field.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { TextField } from "./text-field.tsx";

type Priced = Pick<Line & Option, "unit_price_minor" | "unit" | "tax_category" | "tax_rate">;

const categories = ["S", "Z", "E", "AE", "K", "G", "O", "L", "M"] as const;

/** Whether a rate above zero goes with a category of EN 16931. */
const takesRate = (category: string): boolean => ["S", "L", "M"].includes(category);

type PriceFieldsProps = {
  field: string;
  value: Priced;
  onChange: (field: keyof Priced, patch: Partial<Priced>) => void;
};

export function PriceFields({ field, value, onChange }: PriceFieldsProps) {
  const t = useT();
  const { draft, problemOf } = useEditor();
  const { currency } = draft.content;
  const isTaxed = takesRate(value.tax_category);
  return (
    <div className={classes.priced}>
      <div className={classes.prices}>
        <DecimalField
          field={`${field}/unit_price_minor`}
          label={t("price.unit_price")}
          value={value.unit_price_minor}
          digits={currencyDigits(currency)}
          unit={currency}
          onChange={(unit_price_minor) => onChange("unit_price_minor", { unit_price_minor })}
          onEmpty={() => onChange("unit_price_minor", { unit_price_minor: null })}
        />
        <TextField
          field={`${field}/unit`}
          label={t("price.unit")}
          placeholder={t("price.unit.hint")}
          value={value.unit ?? ""}
          onChange={(unit) => onChange("unit", { unit: orNull(unit) })}
        />
        <Select
          size="sm"
          label={t("price.tax_category")}
          allowDeselect={false}
          value={value.tax_category}
          data={categories.map((key) => ({ value: key, label: t(`tax.${key}`) }))}
          error={problemOf(`${field}/tax_category`)}
          onChange={(tax_category) => {
            if (tax_category !== null) {
              onChange("tax_category", takesRate(tax_category) ? { tax_category } : { tax_category, tax_rate: 0 });
            }
          }}
        />
        {isTaxed && (
          <DecimalField
            field={`${field}/tax_rate`}
            label={t("price.tax_rate")}
            value={value.tax_rate}
            digits={3}
            shownDigits={0}
            unit="%"
            onChange={(tax_rate) => onChange("tax_rate", { tax_rate })}
          />
        )}
      </div>
    </div>
  );
}
