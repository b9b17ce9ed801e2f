/** What the client approves before it counts, and by whom if nobody else is named. */
import { Checkbox, MultiSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import type { SettingsValues } from "./form-values.ts";
import classes from "./settings-page.module.css";

type ApprovalFieldsProps = {
  form: UseFormReturnType<SettingsValues>;
  people: { value: string; label: string }[];
};

export function ApprovalFields({ form, people }: ApprovalFieldsProps) {
  const t = useT();
  return (
    <div className={classes.group}>
      <h2 className={classes.title}>{t("client_settings.approvals")}</h2>
      <p className={classes.hint}>{t("client_settings.approvals.hint")}</p>
      {form.values.approvals.map(({ kind, asked }, place) => (
        <div key={kind} className={classes.approval}>
          <Checkbox
            label={t(`client_settings.kind.${kind}`)}
            {...form.getInputProps(`approvals.${place}.asked`, { type: "checkbox" })}
          />
          <MultiSelect
            aria-label={t("client_settings.approvals.by", { kind: t(`client_settings.kind.${kind}`) })}
            placeholder={t("client_settings.approvals.anybody")}
            size="sm"
            disabled={!asked}
            data={people}
            {...form.getInputProps(`approvals.${place}.contactIds`)}
            error={form.errors[`approvals.${place}.contact_ids`]}
          />
        </div>
      ))}
    </div>
  );
}
