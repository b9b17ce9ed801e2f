/** Off, offered or forced, each with what it means. */
import { Radio } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import type { SignInValues } from "./form-values.ts";
import classes from "./sign-in-settings-page.module.css";

const settings = ["off", "offered", "forced"] as const;

type FactorChoiceProps = {
  form: UseFormReturnType<SignInValues>;
  field: "second_factor" | "staff_second_factor";
};

export function FactorChoice({ form, field }: FactorChoiceProps) {
  const t = useT();
  return (
    <Radio.Group label={t(`sign_in_settings.${field}`)} {...form.getInputProps(field)}>
      <div className={classes.choices}>
        {settings.map((setting) => (
          <Radio
            key={setting}
            value={setting}
            label={t(`sign_in_settings.setting.${setting}`)}
            description={t(`sign_in_settings.${field}.${setting}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
