/** A new contact of a client, or a known person who becomes one. */
import { Button, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { ClientDetail, Role } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useAddContact, useAddMembership } from "./queries.ts";
import { roles } from "./roles.ts";

export function AddContactDialog({ client, onClose }: { client: ClientDetail; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const add = useAddContact();
  const join = useAddMembership();
  const form = useForm<{ name: string; email: string; phone: string; role: Role }>({
    initialValues: { name: "", email: "", phone: "", role: "executive" },
    validate: {
      name: (name) => (name.trim() === "" ? t("contact.name.missing") : null),
      email: (email, { phone }) => (email.trim() === "" && phone.trim() === "" ? t("contact.address.missing") : null),
    },
  });
  const submit = form.onSubmit(({ name, email, phone, role }) =>
    add.mutate(
      {
        client_id: client.id,
        name: name.trim(),
        role,
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        ...(phone.trim() === "" ? {} : { phone: phone.trim() }),
      },
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
  const known =
    add.error instanceof ApiError && add.error.code === "address_taken" ? add.error.text("contact_id") : undefined;
  const hasFieldErrors = add.error instanceof ApiError && add.error.fields.length > 0;
  return (
    <Dialog opened onClose={onClose} title={t("contacts.add")}>
      <form className={classes.body} onSubmit={submit} noValidate>
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
          label={t("contact.role")}
          description={t(`role.${form.values.role}.hint`)}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          {...form.getInputProps("role")}
        />
        {known !== undefined ? (
          <Notice
            tone="warn"
            urgent
            title={t("contact.taken.title")}
            action={
              <Button
                size="sm"
                loading={join.isPending}
                onClick={() =>
                  join.mutate(
                    { client_id: client.id, contact_id: known, role: form.values.role },
                    { onSuccess: onClose },
                  )
                }
              >
                {t("contact.taken.confirm")}
              </Button>
            }
          >
            {t("contact.taken.text")}
          </Notice>
        ) : (
          add.isError && !hasFieldErrors && <Notice tone="bad" urgent title={errorText(add.error)} />
        )}
        {join.isError && <Notice tone="bad" urgent title={errorText(join.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t("contact.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
