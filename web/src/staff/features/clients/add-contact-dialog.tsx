/** A new contact of a client, or a known person who becomes one. */
import { Button, Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ApiError } from "~/shared/api/api-error.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { ClientDetail, ContactRow, Role } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { ContactFields } from "./contact-fields.tsx";
import { type ContactForm, contactRules, emptyContact, filledIn } from "./contact-form.ts";
import { useAddContact, useAddMembership } from "./queries.ts";
import { useRoleOptions } from "./roles.ts";

type AddContactDialogProps = {
  client: ClientDetail;
  onClose: () => void;
  /** A contact that nobody wrote to yet. */
  onAdded: (contact: ContactRow) => void;
};

export function AddContactDialog({ client, onClose, onAdded }: AddContactDialogProps) {
  const t = useT();
  const add = useAddContact();
  const join = useAddMembership();
  const roles = useRoleOptions();
  const form = useForm<ContactForm & { role: Role }>({
    name: "new-contact",
    initialValues: { ...emptyContact, role: "executive" },
    validate: contactRules({ name: t("contact.name.missing"), address: t("contact.address.missing") }),
  });
  const submit = ({ role, ...contact }: ContactForm & { role: Role }) =>
    add.mutate(
      { client_id: client.id, role, ...filledIn(contact) },
      { onSuccess: onAdded, onError: (error) => showProblems(form, error) },
    );
  const { error } = add;
  const known = error instanceof ApiError && error.code === "address_taken" ? error.text("contact_id") : undefined;
  return (
    <FormDialog
      title={t("contacts.add")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("contact.create")}
      isSending={add.isPending}
      error={error}
      notice={
        <>
          {known === undefined ? (
            <FormNotice form={form} error={error} />
          ) : (
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
          )}
          <FormNotice form={form} error={join.error} />
        </>
      }
    >
      <ContactFields form={form} />
      <Select
        label={t("contact.role")}
        description={t(`role.${form.values.role}.hint`)}
        allowDeselect={false}
        data={roles}
        {...form.getInputProps("role")}
      />
    </FormDialog>
  );
}
