/** How long a session lives: unused, and in all. */
import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import { type SignInValues, type SpanField, units } from "./form-values.ts";
import classes from "./sign-in-settings-page.module.css";

type LifetimeFieldsProps = { form: UseFormReturnType<SignInValues>; fields: readonly SpanField[] };

export function LifetimeFields({ form, fields }: LifetimeFieldsProps) {
  const t = useT();
  return (
    <div className={classes.pairs}>
      {fields.map((field) => (
        <div key={field} className={classes.span}>
          <TextInput
            label={t(`sign_in_settings.${field}`)}
            description={t(`sign_in_settings.${field}.hint`)}
            inputMode="numeric"
            maxLength={7}
            {...form.getInputProps(`${field}.count`)}
          />
          <Select
            aria-label={t("sign_in_settings.unit", { what: t(`sign_in_settings.${field}`) })}
            allowDeselect={false}
            data={units.map((value) => ({ value, label: t(`sign_in_settings.unit.${value}`) }))}
            {...form.getInputProps(`${field}.unit`)}
          />
        </div>
      ))}
    </div>
  );
}
