/** Who a contact is and how it is reached. */
import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import { useLanguageOptions } from "~/staff/i18n/languages.ts";
import type { ContactForm } from "./contact-form.ts";

export function ContactFields<Form extends ContactForm>({ form }: { form: UseFormReturnType<Form> }) {
  const t = useT();
  const languages = useLanguageOptions();
  return (
    <>
      <TextInput label={t("contact.name")} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
      <TextInput label={t("contact.email")} type="email" autoComplete="off" {...form.getInputProps("email")} />
      <TextInput
        label={t("contact.phone")}
        description={t("contact.phone.hint")}
        type="tel"
        autoComplete="off"
        {...form.getInputProps("phone")}
      />
      <Select
        label={t("contact.language")}
        placeholder={t("client.default")}
        clearable
        data={languages}
        {...form.getInputProps("language")}
      />
    </>
  );
}
