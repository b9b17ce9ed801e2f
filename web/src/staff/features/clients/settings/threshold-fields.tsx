/** From which amounts on more than one contact's word is needed. */
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Plus, Trash2 } from "lucide-react";
import { useSession } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { needs, type SettingsValues } from "./form-values.ts";
import classes from "./settings-page.module.css";

export function ThresholdFields({ form }: { form: UseFormReturnType<SettingsValues> }) {
  const t = useT();
  const { provider } = useSession();
  const add = () => {
    const currency = form.values.currency || provider.currency;
    form.insertListItem("thresholds", { key: crypto.randomUUID(), currency, amount: "", needs: "executive" });
  };
  return (
    <div className={classes.group}>
      <h2 className={classes.title}>{t("client_settings.thresholds")}</h2>
      <p className={classes.hint}>{t("client_settings.thresholds.hint")}</p>
      {form.values.thresholds.map(({ key }, place) => (
        <div key={key} className={classes.threshold}>
          <TextInput
            label={t("client.currency")}
            maxLength={3}
            {...form.getInputProps(`thresholds.${place}.currency`)}
          />
          <TextInput
            label={t("client_settings.threshold.amount")}
            inputMode="decimal"
            {...form.getInputProps(`thresholds.${place}.amount`)}
          />
          <Select
            label={t("client_settings.threshold.needs")}
            allowDeselect={false}
            data={needs.map((value) => ({ value, label: t(`client_settings.need.${value}`) }))}
            {...form.getInputProps(`thresholds.${place}.needs`)}
            error={form.errors[`thresholds.${place}`]}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={42}
            aria-label={t("client_settings.threshold.remove", { place: place + 1 })}
            onClick={() => form.removeListItem("thresholds", place)}
          >
            <Trash2 size={18} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="default" size="sm" leftSection={<Plus size={16} aria-hidden="true" />} onClick={add}>
          {t("client_settings.threshold.add")}
        </Button>
      </div>
    </div>
  );
}
