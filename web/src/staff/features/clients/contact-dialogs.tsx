/** What is asked before a contact is invited, switched off or removed. */
import type { ClientDetail, ContactRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { useRemoveMembership, useSwitchContact } from "./queries.ts";

export type ContactDialog = "invite" | "switch_off" | "remove";

type ContactDialogsProps = {
  dialog: ContactDialog | undefined;
  contact: ContactRow;
  client: ClientDetail;
  onClose: () => void;
};

export function ContactDialogs({ dialog, contact, client, onClose }: ContactDialogsProps) {
  const t = useT();
  const switchOff = useSwitchContact();
  const remove = useRemoveMembership();
  const { name } = contact;
  return (
    <>
      {dialog === "invite" && <InviteDialog contact={contact} client={client} onClose={onClose} />}
      <ConfirmDialog
        opened={dialog === "switch_off"}
        onClose={onClose}
        title={t("contact.off.title", { name })}
        text={t("contact.off.text", { name })}
        confirm={t("contact.switch_off")}
        isDestructive
        isSending={switchOff.isPending}
        error={switchOff.error}
        onConfirm={() => switchOff.mutate({ contactId: contact.id, state: "off" }, { onSuccess: onClose })}
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
