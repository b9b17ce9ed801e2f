/** A document type, new or changed. What stays as it is once it is in use says why. */
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import dialog from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { type DocumentType, useAddType, useChangeType, useRemoveType } from "./queries.ts";
import { TypeFields } from "./type-fields.tsx";
import { besideField, fieldOf, formOf, isKey, isRetention, isSeries, type TypeForm, valuesOf } from "./type-form.ts";

export function TypeDialog({ type, onClose }: { type: DocumentType | null; onClose: () => void }) {
  const t = useT();
  const add = useAddType();
  const change = useChangeType();
  const form = useForm<TypeForm>({
    name: "document-type",
    initialValues: formOf(type),
    validate: {
      title: (title) => (title.trim() === "" ? t("type.name.missing") : null),
      key: (key) => (isKey(key) ? null : t("type.key.bad")),
      series: (series) => (isSeries(series.trim()) ? null : t("type.series.bad")),
      allowed_blocks: (_, values) =>
        type?.form !== "file" && valuesOf(values).allowed_blocks.length === 0 ? t("type.blocks.missing") : null,
      retention_days: (days) => (isRetention(days) ? null : t("type.retention.bad")),
    },
  });
  const { isPending, error } = type === null ? add : change;
  const submit = (values: TypeForm) => {
    const done = {
      onSuccess: onClose,
      onError: (failure: unknown) => showProblems(form, besideField(failure), fieldOf),
    };
    if (type === null) {
      add.mutate({ key: values.key, ...valuesOf(values) }, done);
    } else {
      change.mutate({ key: type.key, ...valuesOf(values) }, done);
    }
  };
  return (
    <FormDialog
      title={type === null ? t("type.new.title") : t("type.edit.title", { title: type.title })}
      size="lg"
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t(type === null ? "act.add" : "act.save")}
      isSending={isPending}
      error={besideField(error)}
      fieldOf={fieldOf}
      aside={type !== null && <Removing type={type} onRemoved={onClose} />}
    >
      <TypeFields form={form} type={type} />
    </FormDialog>
  );
}

/** The way to remove a type, or why there is none. */
function Removing({ type, onRemoved }: { type: DocumentType; onRemoved: () => void }) {
  const t = useT();
  const remove = useRemoveType();
  const [asked, ask] = useDisclosure();
  if (type.built_in || type.in_use) {
    return <p className={dialog.soft}>{t(type.built_in ? "type.stays.built_in" : "type.stays.in_use")}</p>;
  }
  return (
    <>
      <Button variant="subtle" color="red" onClick={ask.open}>
        {t("act.remove")}
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={ask.close}
        title={t("type.remove.title")}
        text={t("type.remove.text", { title: type.title })}
        confirm={t("act.remove")}
        isDestructive
        isSending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(type.key, { onSuccess: onRemoved })}
      />
    </>
  );
}
