/** Sends a contact the link to a quote, or makes one to hand over. */
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ContactRow, Delivery, StaffDocument } from "~/staff/api/wire.ts";
import { clientQuery } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { ChannelChoice } from "./channel-choice.tsx";
import { DeliveredLink } from "./delivered-link.tsx";

type DeliverDialogProps = { document: StaffDocument; onClose: () => void };

export function DeliverDialog({ document, onClose }: DeliverDialogProps) {
  const t = useT();
  const notify = useNotify();
  const client = useQuery(clientQuery(document.client.id));
  const [delivered, setDelivered] = useState<{ delivery: Delivery; contact: ContactRow }>();
  const finish = (delivery: Delivery, contact: ContactRow) => {
    if (delivery.url === null) {
      onClose();
      notify({ message: t("deliver.sent", { name: contact.name }) });
    } else {
      setDelivered({ delivery, contact });
    }
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={delivered === undefined ? t("deliver.title") : t("deliver.link.title", { name: delivered.contact.name })}
    >
      {delivered !== undefined && (
        <DeliveredLink delivery={delivered.delivery} name={delivered.contact.name} onClose={onClose} />
      )}
      {delivered === undefined && client.isError && (
        <ErrorState error={client.error} onRetry={() => void client.refetch()} />
      )}
      {delivered === undefined && client.isPending && <ListSkeleton rows={2} height={60} />}
      {delivered === undefined && client.data !== undefined && (
        <Form
          document={document}
          contacts={client.data.contacts.filter(({ state }) => state !== "off")}
          onClose={onClose}
          onDelivered={finish}
        />
      )}
    </Dialog>
  );
}

type FormProps = DeliverDialogProps & {
  contacts: ContactRow[];
  onDelivered: (delivery: Delivery, contact: ContactRow) => void;
};

function Form({ document, contacts, onClose, onDelivered }: FormProps) {
  const t = useT();
  const [chosen, setChosen] = useState(contacts[0]?.id ?? null);
  const contact = contacts.find(({ id }) => id === chosen);
  if (contacts.length === 0) {
    return (
      <div className={classes.body}>
        <p className={classes.text}>{t("deliver.no_contacts", { client: document.client.name })}</p>
        <div className={classes.acts}>
          <Button renderRoot={(props) => <Link {...props} {...paths.client(document.client.id)} onClick={onClose} />}>
            {t("deliver.add_contact")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={classes.body}>
      <Select
        label={t("deliver.contact")}
        allowDeselect={false}
        value={chosen}
        onChange={setChosen}
        data={contacts.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {contact !== undefined && (
        <ChannelChoice
          key={contact.id}
          documentId={document.id}
          contact={contact}
          onClose={onClose}
          onDelivered={(delivery) => onDelivered(delivery, contact)}
        />
      )}
    </div>
  );
}
