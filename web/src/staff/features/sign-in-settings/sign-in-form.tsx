/** The form of all settings of sign-in. */
import { Button, Checkbox, Input } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Card } from "~/shared/ui/card.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { FactorChoice } from "./factor-choice.tsx";
import {
  changeOf,
  fieldOf,
  minutesOf,
  type SignInValues,
  type Span,
  type SpanField,
  spanFields,
  valuesOf,
} from "./form-values.ts";
import { LifetimeFields } from "./lifetime-fields.tsx";
import { NeedFields } from "./need-fields.tsx";
import { PresetCard } from "./preset-card.tsx";
import { type SignInSettings, useSaveSignInSettings } from "./queries.ts";
import { RoleFields } from "./role-fields.tsx";
import classes from "./sign-in-settings-page.module.css";
import { useSpanText } from "./use-span-text.ts";

export function SignInForm({ settings }: { settings: SignInSettings }) {
  const t = useT();
  const notify = useNotify();
  const spanText = useSpanText();
  const save = useSaveSignInSettings();
  const { bounds } = settings;
  const spanFault = (field: SpanField, span: Span) => {
    const least = bounds.least_minutes;
    const most = field.endsWith("idle_minutes") ? bounds.idle_minutes : bounds.absolute_minutes;
    const minutes = minutesOf(span);
    const isWithin = minutes !== undefined && minutes >= least && minutes <= most;
    return isWithin ? null : t("sign_in_settings.span.bad", { least: spanText(least), most: spanText(most) });
  };
  const form = useForm<SignInValues>({
    name: "sign-in-settings",
    initialValues: valuesOf(settings, settings.second_factor_by_role),
    validate: (values) => ({
      sign_in_by_email: values.sign_in_by_email || values.sign_in_by_sms ? null : t("sign_in_settings.ways.missing"),
      ...Object.fromEntries(spanFields.map((field) => [`${field}.count`, spanFault(field, values[field])])),
    }),
  });
  const submit = form.onSubmit(
    (values) =>
      save.mutate(changeOf(values), {
        onSuccess: () => {
          form.resetDirty();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error, fieldOf),
      }),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Card>
        <Input.Wrapper
          label={t("sign_in_settings.ways")}
          description={t("sign_in_settings.ways.hint")}
          labelElement="div"
          error={form.errors.sign_in_by_email}
        >
          <div className={classes.choices}>
            <Checkbox
              label={t("sign_in_settings.sms")}
              description={t("sign_in_settings.sms.hint")}
              {...form.getInputProps("sign_in_by_sms", { type: "checkbox" })}
            />
            <Checkbox
              label={t("sign_in_settings.email")}
              description={t("sign_in_settings.email.hint")}
              {...form.getInputProps("sign_in_by_email", { type: "checkbox" })}
              error={undefined}
            />
            <Checkbox
              label={t("sign_in_settings.password")}
              description={t("sign_in_settings.password.hint")}
              {...form.getInputProps("sign_in_by_password", { type: "checkbox" })}
            />
            <Checkbox
              label={t("sign_in_settings.reading")}
              description={t("sign_in_settings.reading.hint")}
              {...form.getInputProps("read_by_delivery_link", { type: "checkbox" })}
            />
          </div>
        </Input.Wrapper>
      </Card>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("sign_in_settings.contacts")}</h2>
          <FactorChoice form={form} field="second_factor" />
          <RoleFields form={form} />
          <NeedFields form={form} />
          <LifetimeFields form={form} fields={["contact_idle_minutes", "contact_absolute_minutes"]} />
        </div>
      </Card>
      <Card>
        <div className={classes.group}>
          <h2 className={classes.title}>{t("sign_in_settings.staff")}</h2>
          <FactorChoice form={form} field="staff_second_factor" />
          <LifetimeFields form={form} fields={["staff_idle_minutes", "staff_absolute_minutes"]} />
        </div>
      </Card>
      <PresetCard preset={settings.of_preset} onUse={() => form.setValues(valuesOf(settings.of_preset, {}))} />
      <FormNotice form={form} error={save.error} fieldOf={fieldOf} />
      <UnsavedGuard isDirty={form.isDirty} />
      <div className={classes.end}>
        <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
          {t("act.save")}
        </Button>
      </div>
    </form>
  );
}
