/** The form of all settings but the logo. */
import { Button, ColorInput, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useLocale } from "~/shared/i18n/texts.tsx";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { ContactRow } from "~/staff/api/wire.ts";
import { separatorsOf } from "~/staff/features/documents/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { ApprovalFields } from "./approval-fields.tsx";
import { DefaultFields } from "./default-fields.tsx";
import { changeOf, type SettingsValues, valuesOf } from "./form-values.ts";
import { type ClientSettings, useSaveClientSettings } from "./queries.ts";
import classes from "./settings-page.module.css";
import { ThresholdFields } from "./threshold-fields.tsx";

const languages = ["en", "de"] as const;
/** A word that is not stricter than the provider's changes nothing, and is kept for when that one changes. */
const factorSettings = ["off", "offered", "forced"] as const;
const zones = Intl.supportedValuesOf("timeZone");

/** The server's name of a field → the form's. */
const fieldOf: Record<string, string> = {
  primary_contact_id: "primaryContactId",
  time_zone: "timeZone",
  second_factor: "secondFactor",
};

type SettingsFormProps = { clientId: string; settings: ClientSettings; contacts: ContactRow[] };

export function SettingsForm({ clientId, settings, contacts }: SettingsFormProps) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const separators = separatorsOf(useLocale());
  const save = useSaveClientSettings(clientId);
  const form = useForm<SettingsValues>({ initialValues: valuesOf(settings) });
  const showFaults = (error: unknown) => {
    if (error instanceof ApiError) {
      const named = error.fields.map(({ field, message }) => {
        const plain = field.startsWith("networks") ? "networks" : field.replace(/\[(\d+)\]/gu, ".$1");
        return [fieldOf[plain] ?? plain.replace("amount_minor", "amount"), message];
      });
      form.setErrors(Object.fromEntries(named));
    }
  };
  const submit = form.onSubmit((values) => {
    const read = changeOf(values, separators);
    if ("badThresholds" in read) {
      const message = t("client_settings.threshold.amount.bad");
      form.setErrors(Object.fromEntries(read.badThresholds.map((place) => [`thresholds.${place}.amount`, message])));
      return;
    }
    save.mutate(read.change, {
      onSuccess: () => {
        form.resetDirty();
        notify({ message: t("act.saved") });
      },
      onError: showFaults,
    });
  });
  const people = contacts.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("client_settings.basics")}</h2>
          <p className={classes.hint}>{t("client_settings.basics.hint")}</p>
          <div className={classes.pairs}>
            <Select
              label={t("client_settings.primary")}
              placeholder={t("client_settings.primary.none")}
              clearable
              clearButtonProps={{ "aria-label": t("list.clear") }}
              data={people}
              {...form.getInputProps("primaryContactId")}
            />
            <ColorInput
              label={t("client_settings.colour")}
              placeholder={t("client.default")}
              eyeDropperButtonProps={{ "aria-label": t("client_settings.colour") }}
              {...form.getInputProps("colour")}
            />
            <Select
              label={t("client.language")}
              placeholder={t("client.default")}
              clearable
              clearButtonProps={{ "aria-label": t("list.clear") }}
              data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
              {...form.getInputProps("language")}
            />
            <Select
              label={t("client_settings.time_zone")}
              placeholder={t("client.default")}
              searchable
              clearable
              clearButtonProps={{ "aria-label": t("list.clear") }}
              data={zones}
              {...form.getInputProps("timeZone")}
            />
            <TextInput
              label={t("client.currency")}
              placeholder={t("client.default")}
              maxLength={3}
              {...form.getInputProps("currency")}
            />
          </div>
        </div>
      </Card>
      <Card>
        <ApprovalFields form={form} people={people} />
      </Card>
      <Card>
        <ThresholdFields form={form} />
      </Card>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("client_settings.networks")}</h2>
          <Textarea
            label={t("client_settings.networks.label")}
            description={t("client_settings.networks.hint")}
            autosize
            minRows={2}
            {...form.getInputProps("networks")}
          />
          <Select
            label={t("client_settings.second_factor")}
            description={t("client_settings.second_factor.hint")}
            placeholder={t("client.default")}
            clearable
            clearButtonProps={{ "aria-label": t("list.clear") }}
            data={factorSettings.map((value) => ({ value, label: t(`sign_in_settings.setting.${value}`) }))}
            {...form.getInputProps("secondFactor")}
          />
        </div>
      </Card>
      <Card>
        <DefaultFields form={form} />
      </Card>
      {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
      <div className={classes.end}>
        <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
          {t("act.save")}
        </Button>
      </div>
    </form>
  );
}
