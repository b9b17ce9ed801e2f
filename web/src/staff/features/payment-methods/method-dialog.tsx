/** One payment method, new or changed. */
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import dialog from "~/staff/ui/dialog.module.css";
import { LabelledFields } from "./labelled-fields.tsx";
import { fieldOf, formOf, type MethodForm, valuesOf } from "./method-form.ts";
import classes from "./payment-methods-page.module.css";
import { QrFields } from "./qr-fields.tsx";
import { useRemoveMethod, useSaveMethod } from "./queries.ts";
import { sections } from "./sections.ts";

type MethodDialogProps = { method: PaymentMethod | null; count: number; onClose: () => void };

export function MethodDialog({ method, count, onClose }: MethodDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const save = useSaveMethod();
  const remove = useRemoveMethod();
  const [removing, ask] = useDisclosure();
  const needed = (value: string, form: MethodForm, qr: MethodForm["qr"]) =>
    form.qr === qr && value.trim() === "" ? t("method.qr.missing") : null;
  const form = useForm<MethodForm>({
    initialValues: formOf(method),
    validate: {
      name: (name) => (name.trim() === "" ? t("method.name.missing") : null),
      fields: {
        label: (label) => (label.trim() === "" ? t("method.field.missing") : null),
        value: (value) => (value.trim() === "" ? t("method.field.missing") : null),
      },
      owner: (value, values) => needed(value, values, "epc"),
      iban: (value, values) => needed(value, values, "epc"),
      scheme: (value, values) => needed(value, values, "bip21"),
      address: (value, values) => needed(value, values, "bip21"),
    },
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      method === null
        ? { id: null, values: { ...valuesOf(values), position: count + 1, switched_on: true } }
        : { id: method.id, values: valuesOf(values) },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError) {
            form.setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [fieldOf(field), message])));
          }
        },
      },
    ),
  );
  return (
    <Dialog opened size="lg" onClose={onClose} title={t(method === null ? "method.new.title" : "method.edit.title")}>
      <form className={dialog.body} onSubmit={submit} noValidate>
        <Select
          label={t("method.section")}
          allowDeselect={false}
          data={sections.map((value) => ({ value, label: t(`section.${value}`) }))}
          {...form.getInputProps("section")}
        />
        <TextInput label={t("method.name")} data-autofocus {...form.getInputProps("name")} />
        <Textarea
          label={t("method.instructions")}
          description={t("method.instructions.hint")}
          autosize
          minRows={2}
          {...form.getInputProps("instructions")}
        />
        <LabelledFields form={form} />
        <TextInput
          label={t("method.currency")}
          description={t("method.currency.hint")}
          maxLength={3}
          {...form.getInputProps("currency")}
        />
        <QrFields form={form} />
        {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
        <div className={classes.end}>
          {method !== null && (
            <Button variant="subtle" color="red" onClick={ask.open}>
              {t("act.remove")}
            </Button>
          )}
          <div>
            <Button variant="default" onClick={onClose}>
              {t("act.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("act.save")}
            </Button>
          </div>
        </div>
      </form>
      {method !== null && (
        <ConfirmDialog
          opened={removing}
          onClose={ask.close}
          title={t("method.remove.title")}
          text={t("method.remove.text", { name: method.name })}
          confirm={t("act.remove")}
          isDestructive
          isSending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(method.id, { onSuccess: onClose })}
        />
      )}
    </Dialog>
  );
}
