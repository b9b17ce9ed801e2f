/** Which QR code a payment method gets, and what stands in it. */
import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import type { MethodForm } from "./method-form.ts";

const coins = ["bitcoin", "litecoin", "dogecoin", "ethereum"] as const;

export function QrFields({ form }: { form: UseFormReturnType<MethodForm> }) {
  const t = useT();
  return (
    <>
      <Select
        label={t("method.qr")}
        allowDeselect={false}
        data={(["none", "epc", "bip21"] as const).map((value) => ({ value, label: t(`method.qr.${value}`) }))}
        {...form.getInputProps("qr")}
      />
      {form.values.qr === "epc" && (
        <>
          <TextInput label={t("method.qr.name")} {...form.getInputProps("owner")} />
          <TextInput label={t("method.qr.iban")} {...form.getInputProps("iban")} />
          <TextInput label={t("method.qr.bic")} description={t("method.qr.bic.hint")} {...form.getInputProps("bic")} />
        </>
      )}
      {form.values.qr === "bip21" && (
        <>
          <Select
            label={t("method.qr.scheme")}
            allowDeselect={false}
            data={coins.map((value) => ({ value, label: t(`coin.${value}`) }))}
            {...form.getInputProps("scheme")}
          />
          <TextInput label={t("method.qr.address")} {...form.getInputProps("address")} />
          <TextInput
            label={t("method.qr.amount")}
            description={t("method.qr.amount.hint")}
            inputMode="decimal"
            {...form.getInputProps("amount")}
          />
        </>
      )}
    </>
  );
}
