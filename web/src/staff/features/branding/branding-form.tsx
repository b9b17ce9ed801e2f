/** Name, colour, texts, language and place of a business. */
import { Button, Checkbox, ColorInput, Input, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Card } from "~/shared/ui/card.tsx";
import type { Branding } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useLanguageOptions } from "~/staff/i18n/languages.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./branding-page.module.css";
import { ColourPreview } from "./colour-preview.tsx";
import { useSaveBranding } from "./queries.ts";
import { parseColour } from "./shades.ts";

const zones = Intl.supportedValuesOf("timeZone");

export function BrandingForm({ branding }: { branding: Branding }) {
  const t = useT();
  const notify = useNotify();
  const languages = useLanguageOptions();
  const save = useSaveBranding();
  const form = useForm<BrandingValues>({
    name: "branding",
    initialValues: valuesOf(branding),
    validate: {
      name: (name) => (name.trim() === "" ? t("branding.name.missing") : null),
      colour: (colour) => (parseColour(colour) === null ? t("branding.colour.invalid") : null),
      country: (country) => (/^[A-Za-z]{2}$/u.test(country) ? null : t("branding.country.invalid")),
      currency: (currency) => (/^[A-Za-z]{3}$/u.test(currency) ? null : t("branding.currency.invalid")),
      offers_full: (full, { offers_deposit: deposit }) => (full || deposit ? null : t("branding.payment.missing")),
    },
  });
  const submit = form.onSubmit(
    (values) =>
      save.mutate(changes(valuesOf(branding), values), {
        onSuccess: () => {
          form.resetDirty();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error),
      }),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  const words = (field: "sender_name" | "support_contact" | "login_text" | "footer_text") => ({
    ...form.getInputProps(field),
    value: form.values[field] ?? "",
  });
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("branding.identity")}</h2>
          <TextInput label={t("branding.name")} {...form.getInputProps("name")} />
          <TextInput label={t("branding.sender_name")} {...words("sender_name")} />
          <TextInput
            label={t("branding.support_contact")}
            description={t("branding.support_contact.hint")}
            {...words("support_contact")}
          />
          <ColorInput
            size="md"
            format="hex"
            label={t("branding.colour")}
            description={t("branding.colour.hint")}
            eyeDropperButtonProps={{ "aria-label": t("branding.colour") }}
            {...form.getInputProps("colour")}
          />
          <ColourPreview colour={form.values.colour} />
        </div>
      </Card>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("branding.texts")}</h2>
          <Textarea label={t("branding.login_text")} autosize minRows={2} {...words("login_text")} />
          <Textarea label={t("branding.footer_text")} autosize minRows={2} {...words("footer_text")} />
        </div>
      </Card>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("branding.place")}</h2>
          <div className={classes.pairs}>
            <Select
              label={t("branding.language")}
              allowDeselect={false}
              data={languages}
              {...form.getInputProps("language")}
            />
            <Select
              label={t("branding.time_zone")}
              searchable
              allowDeselect={false}
              limit={100}
              data={zones.includes(form.values.time_zone) ? zones : [form.values.time_zone, ...zones]}
              {...form.getInputProps("time_zone")}
            />
            <TextInput
              label={t("branding.country")}
              description={t("branding.country.hint")}
              maxLength={2}
              {...form.getInputProps("country")}
            />
            <TextInput
              className={classes.bottom ?? ""}
              label={t("branding.currency")}
              maxLength={3}
              {...form.getInputProps("currency")}
            />
          </div>
        </div>
      </Card>
      <Card>
        <div className={classes.group}>
          <Input.Wrapper label={t("branding.payment")} labelElement="div" error={form.errors.offers_full}>
            <div className={classes.checks}>
              <Checkbox
                label={t("branding.payment.deposit")}
                {...form.getInputProps("offers_deposit", { type: "checkbox" })}
              />
              <Checkbox
                label={t("branding.payment.full")}
                {...form.getInputProps("offers_full", { type: "checkbox" })}
                error={undefined}
              />
            </div>
          </Input.Wrapper>
        </div>
      </Card>
      <FormNotice form={form} error={save.error} />
      <UnsavedGuard isDirty={form.isDirty} />
      <div className={classes.end}>
        <Button type="submit" loading={save.isPending}>
          {t("act.save")}
        </Button>
      </div>
    </form>
  );
}

/** The logos are saved on their own. */
type BrandingValues = Omit<Branding, "logo_light_url" | "logo_dark_url" | "favicon_url">;

function valuesOf(branding: Branding): BrandingValues {
  const { logo_light_url: _light, logo_dark_url: _dark, favicon_url: _icon, ...values } = branding;
  return values;
}

/** What differs from what the server has. */
function changes(before: BrandingValues, after: BrandingValues): Partial<BrandingValues> {
  const tidy: BrandingValues = {
    ...after,
    name: after.name.trim(),
    country: after.country.toUpperCase(),
    currency: after.currency.toUpperCase(),
  };
  return Object.fromEntries(
    (Object.keys(tidy) as (keyof BrandingValues)[])
      .filter((key) => tidy[key] !== before[key])
      .map((key) => [key, tidy[key] ?? ""]),
  );
}
