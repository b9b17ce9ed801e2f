/** One payment method, new or changed. */
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { LabelledFields } from "./labelled-fields.tsx";
import { fieldOf, formOf, type MethodForm, valuesOf } from "./method-form.ts";
import classes from "./method-preview.module.css";
import { MethodPreview } from "./method-preview.tsx";
import { QrFields } from "./qr-fields.tsx";
import { useAddMethod, useChangeMethod, useRemoveMethod } from "./queries.ts";
import { sections } from "./sections.ts";

type MethodDialogProps = { method: PaymentMethod | null; count: number; onClose: () => void };

export function MethodDialog({ method, count, onClose }: MethodDialogProps) {
  const t = useT();
  const add = useAddMethod();
  const change = useChangeMethod();
  const remove = useRemoveMethod();
  const [removing, ask] = useDisclosure();
  const form = useMethodForm(method);
  const { isPending, error } = method === null ? add : change;
  const submit = (values: MethodForm) => {
    const done = { onSuccess: onClose, onError: (failure: unknown) => showProblems(form, failure, fieldOf) };
    if (method === null) {
      add.mutate({ ...valuesOf(values), position: count + 1, switched_on: true }, done);
    } else {
      change.mutate({ id: method.id, ...valuesOf(values) }, done);
    }
  };
  return (
    <>
      <FormDialog
        title={t(method === null ? "method.new.title" : "method.edit.title")}
        size="lg"
        form={form}
        onSubmit={submit}
        onClose={onClose}
        confirm={t("act.save")}
        isSending={isPending}
        error={error}
        fieldOf={fieldOf}
        aside={
          method !== null && (
            <Button variant="subtle" color="red" onClick={ask.open}>
              {t("act.remove")}
            </Button>
          )
        }
      >
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
        <div>
          <p className={classes.shown}>{t("method.preview")}</p>
          <MethodPreview method={valuesOf(form.values)} />
        </div>
      </FormDialog>
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
    </>
  );
}

function useMethodForm(method: PaymentMethod | null) {
  const t = useT();
  const needed = (value: string, form: MethodForm, qr: MethodForm["qr"]) =>
    form.qr === qr && value.trim() === "" ? t("method.qr.missing") : null;
  return useForm<MethodForm>({
    name: "method",
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
}
