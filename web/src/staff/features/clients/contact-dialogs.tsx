/** The dialog that is open about a contact: to invite it, to change it, to reset its second factor, to switch it off or to
 * remove it. */
import type { ClientDetail, ContactRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { EditContactDialog } from "./edit-contact-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PermissionsDialog } from "./permissions-dialog.tsx";
import { ProjectsDialog } from "./projects-dialog.tsx";
import { useChangeContact, useRemoveMembership, useResetFactor } from "./queries.ts";

export type ContactDialog = "invite" | "edit" | "permissions" | "projects" | "reset_factor" | "switch_off" | "remove";

type ContactDialogsProps = {
  dialog: ContactDialog | undefined;
  contact: ContactRow;
  client: ClientDetail;
  onClose: () => void;
};

export function ContactDialogs({ dialog, contact, client, onClose }: ContactDialogsProps) {
  const t = useT();
  const change = useChangeContact();
  const remove = useRemoveMembership();
  const reset = useResetFactor();
  const { name } = contact;
  return (
    <>
      {dialog === "invite" && <InviteDialog contact={contact} client={client} onClose={onClose} />}
      {dialog === "edit" && <EditContactDialog contact={contact} onClose={onClose} />}
      {dialog === "permissions" && <PermissionsDialog contact={contact} onClose={onClose} />}
      {dialog === "projects" && <ProjectsDialog contact={contact} client={client} onClose={onClose} />}
      <ConfirmDialog
        opened={dialog === "reset_factor"}
        onClose={onClose}
        title={t("contact.factor.title", { name })}
        text={t("contact.factor.text", { name })}
        confirm={t("contact.factor.reset")}
        isDestructive
        isSending={reset.isPending}
        error={reset.error}
        onConfirm={() => reset.mutate(contact.id, { onSuccess: onClose })}
      />
      <ConfirmDialog
        opened={dialog === "switch_off"}
        onClose={onClose}
        title={t("contact.off.title", { name })}
        text={t("contact.off.text", { name })}
        confirm={t("contact.switch_off")}
        isDestructive
        isSending={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ contactId: contact.id, state: "off" }, { onSuccess: onClose })}
      />
      <ConfirmDialog
        opened={dialog === "remove"}
        onClose={onClose}
        title={t("contact.remove.title", { name })}
        text={t("contact.remove.text", { name, client: client.name })}
        confirm={t("act.remove")}
        isDestructive
        isSending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(contact.membership_id, { onSuccess: onClose })}
      />
    </>
  );
}
