/** The clients that a provider starts with, each with the person who decides for it. */
import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Plus } from "lucide-react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./operator.module.css";
import type { ProviderForm } from "./provider-form.ts";

export function FirstClients({ form }: { form: UseFormReturnType<ProviderForm> }) {
  const t = useT();
  const add = () =>
    form.insertListItem("clients", { key: crypto.randomUUID(), name: "", contact: "", email: "", phone: "" });
  return (
    <>
      {form.values.clients.map(({ key }, index) => (
        <fieldset key={key} className={classes.client}>
          <legend>{t("provider.client", { number: index + 1 })}</legend>
          <div className={classes.pair}>
            <TextInput
              label={t("provider.client.name")}
              autoComplete="off"
              {...form.getInputProps(`clients.${index}.name`)}
            />
            <TextInput
              label={t("provider.client.contact")}
              autoComplete="off"
              {...form.getInputProps(`clients.${index}.contact`)}
            />
            <TextInput
              label={t("contact.email")}
              type="email"
              autoComplete="off"
              {...form.getInputProps(`clients.${index}.email`)}
            />
            <TextInput
              label={t("contact.phone")}
              type="tel"
              autoComplete="off"
              {...form.getInputProps(`clients.${index}.phone`)}
            />
          </div>
          <Button
            variant="subtle"
            size="xs"
            aria-label={`${t("act.remove")}: ${t("provider.client", { number: index + 1 })}`}
            onClick={() => form.removeListItem("clients", index)}
          >
            {t("act.remove")}
          </Button>
        </fieldset>
      ))}
      <div>
        <Button variant="default" leftSection={<Plus size={16} aria-hidden="true" />} onClick={add}>
          {t("provider.client.add")}
        </Button>
      </div>
    </>
  );
}
