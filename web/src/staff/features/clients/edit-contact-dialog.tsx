/** Changes a contact's name, addresses and language, for all the clients it acts for. */
import { useForm } from "@mantine/form";
import type { ContactRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { ContactFields } from "./contact-fields.tsx";
import { type ContactForm, contactChange, contactFormOf, contactRules } from "./contact-form.ts";
import { useChangeContact } from "./queries.ts";

export function EditContactDialog({ contact, onClose }: { contact: ContactRow; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const change = useChangeContact();
  const form = useForm<ContactForm>({
    name: "contact",
    initialValues: contactFormOf(contact),
    validate: contactRules({ name: t("contact.name.missing"), address: t("contact.address.missing") }),
  });
  const submit = (values: ContactForm) =>
    change.mutate(
      { contactId: contact.id, ...contactChange(contactFormOf(contact), values) },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("contact.edit.title", { name: contact.name })}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <ContactFields form={form} />
      <p className={classes.soft}>{t("contact.edit.hint")}</p>
    </FormDialog>
  );
}
