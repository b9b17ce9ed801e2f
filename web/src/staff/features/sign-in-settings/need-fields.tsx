/** What contacts need for what they do: that they signed in, or a second factor. */
import { Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import { needFields, type SignInValues } from "./form-values.ts";
import classes from "./sign-in-settings-page.module.css";

export function NeedFields({ form }: { form: UseFormReturnType<SignInValues> }) {
  const t = useT();
  const words = (["code", "two_factor"] as const).map((value) => ({
    value,
    label: t(`sign_in_settings.need.${value}`),
  }));
  return (
    <fieldset className={classes.roles}>
      <legend>{t("sign_in_settings.needs")}</legend>
      <p className={classes.hint}>{t("sign_in_settings.needs.hint")}</p>
      <div className={classes.pairs}>
        {needFields.map((field) => (
          <Select
            key={field}
            label={t(`sign_in_settings.${field}`)}
            allowDeselect={false}
            data={words}
            {...form.getInputProps(field)}
          />
        ))}
      </div>
    </fieldset>
  );
}
