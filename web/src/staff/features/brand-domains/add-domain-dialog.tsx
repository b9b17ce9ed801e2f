/** Adds an address, which then waits for its proof. */
import { Button, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./brand-domains-page.module.css";
import { useMainChoices } from "./main-choices.ts";
import { type BrandDomain, useAddDomain } from "./queries.ts";

export function AddDomainDialog({ domains, onClose }: { domains: BrandDomain[]; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const add = useAddDomain();
  const choices = useMainChoices(domains);
  const form = useForm({
    initialValues: { address: "", main: "" },
    validate: { address: (address) => (address.trim() === "" ? t("address.missing") : null) },
  });
  const submit = form.onSubmit(({ address, main }) =>
    add.mutate(
      { address: address.trim(), main_brand_domain_id: main === "" ? null : main },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError) {
            form.setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field, message])));
          }
        },
      },
    ),
  );
  const isInField = add.error instanceof ApiError && add.error.fields.some(({ field }) => field === "address");
  return (
    <Dialog opened onClose={onClose} title={t("address.new.title")}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t("address.field")}
          description={t("address.field.hint")}
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("address")}
        />
        <Select label={t("address.main")} allowDeselect={false} data={choices} {...form.getInputProps("main")} />
        {add.isError && !isInField && <Notice tone="bad" urgent title={errorText(add.error)} />}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t("act.add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
