/** Stricter words for the roles of contacts. */
import { Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import { roles, type SignInValues } from "./form-values.ts";
import classes from "./sign-in-settings-page.module.css";

export function RoleFields({ form }: { form: UseFormReturnType<SignInValues> }) {
  const t = useT();
  const words = [
    { value: "", label: t("sign_in_settings.role.same") },
    { value: "offered", label: t("sign_in_settings.setting.offered") },
    { value: "forced", label: t("sign_in_settings.setting.forced") },
  ];
  return (
    <fieldset className={classes.roles}>
      <legend>{t("sign_in_settings.roles")}</legend>
      <p className={classes.hint}>{t("sign_in_settings.roles.hint")}</p>
      <div className={classes.pairs}>
        {roles.map((role) => (
          <Select
            key={role}
            label={t(`role.${role}`)}
            allowDeselect={false}
            data={words}
            {...form.getInputProps(`second_factor_by_role.${role}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}
