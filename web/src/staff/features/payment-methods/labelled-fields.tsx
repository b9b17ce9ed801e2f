/** The fields of a payment method that the client copies. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { useT } from "~/staff/i18n/en.ts";
import type { MethodForm } from "./method-form.ts";
import classes from "./payment-methods-page.module.css";

export function LabelledFields({ form }: { form: UseFormReturnType<MethodForm> }) {
  const t = useT();
  const made = useRef(0);
  const add = () => {
    made.current += 1;
    form.insertListItem("fields", { key: `new-${made.current}`, label: "", value: "" });
  };
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t("method.fields")}</legend>
      <p className={classes.detail}>{t("method.fields.hint")}</p>
      {form.values.fields.map(({ key }, place) => (
        <div key={key} className={classes.pair}>
          <TextInput
            aria-label={`${t("method.field.label")} ${place + 1}`}
            placeholder={t("method.field.label")}
            {...form.getInputProps(`fields.${place}.label`)}
          />
          <TextInput
            aria-label={`${t("method.field.value")} ${place + 1}`}
            placeholder={t("method.field.value")}
            {...form.getInputProps(`fields.${place}.value`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={42}
            aria-label={t("method.field.remove", { place: place + 1 })}
            onClick={() => form.removeListItem("fields", place)}
          >
            <X size={18} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button size="sm" variant="light" leftSection={<Plus size={16} aria-hidden="true" />} onClick={add}>
          {t("method.fields.add")}
        </Button>
      </div>
    </fieldset>
  );
}
