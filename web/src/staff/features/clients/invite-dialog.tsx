/** How a contact is invited: by delivering a published quote to it. Where there is none, what comes first. */
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ClientDetail, ContactRow, Delivery, DocumentRow } from "~/staff/api/wire.ts";
import { ChannelChoice, DeliveredLink, documentList } from "~/staff/features/documents/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useNotify } from "~/staff/ui/use-notify.ts";

type InviteDialogProps = { contact: ContactRow; client: ClientDetail; onClose: () => void };

export function InviteDialog({ contact, client, onClose }: InviteDialogProps) {
  const t = useT();
  const notify = useNotify();
  const documents = useQuery(documentList({ client_id: client.id, status: "published" }));
  const [delivery, setDelivery] = useState<Delivery>();
  const finish = (made: Delivery) => {
    if (made.url === null) {
      onClose();
      notify({ message: t("deliver.sent", { name: contact.name }) });
    } else {
      setDelivery(made);
    }
  };
  const items = documents.data?.items;
  const title = t(delivery === undefined ? "contacts.invite.title" : "deliver.link.title", { name: contact.name });
  return (
    <Dialog opened onClose={onClose} title={title}>
      {delivery !== undefined && <DeliveredLink delivery={delivery} name={contact.name} onClose={onClose} />}
      {delivery === undefined && documents.isPending && <ListSkeleton rows={2} height={60} />}
      {delivery === undefined && documents.isError && (
        <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />
      )}
      {delivery === undefined && items?.length === 0 && (
        <NothingToDeliver contact={contact} client={client} onClose={onClose} />
      )}
      {delivery === undefined && items !== undefined && items.length > 0 && (
        <Choose items={items} contact={contact} onClose={onClose} onDelivered={finish} />
      )}
    </Dialog>
  );
}

function NothingToDeliver({ contact, client, onClose }: InviteDialogProps) {
  const t = useT();
  const { name } = contact;
  return (
    <div className={classes.body}>
      <p className={classes.text}>{t("contacts.invite.none", { name, client: client.name })}</p>
      <p className={classes.soft}>{t("contacts.invite.none.next", { name })}</p>
      <div className={classes.acts}>
        <Button variant="default" onClick={onClose}>
          {t("contacts.invite.later")}
        </Button>
        <Button renderRoot={(props) => <Link {...props} {...paths.newDocument(client.id)} />}>
          {t("contacts.invite.write")}
        </Button>
      </div>
    </div>
  );
}

type ChooseProps = {
  items: DocumentRow[];
  contact: ContactRow;
  onClose: () => void;
  onDelivered: (delivery: Delivery) => void;
};

function Choose({ items, contact, onClose, onDelivered }: ChooseProps) {
  const t = useT();
  // What still waits for an answer is what an invitation is for.
  const [chosen, setChosen] = useState((items.find(({ state }) => state === "open") ?? items[0])?.id ?? "");
  return (
    <div className={classes.body}>
      <p className={classes.text}>{t("contacts.invite.text", { name: contact.name })}</p>
      <Select
        label={t("contacts.invite.pick")}
        allowDeselect={false}
        value={chosen}
        onChange={(id) => id !== null && setChosen(id)}
        data={items.map(({ id, number, title }) => ({
          value: id,
          label: number === null ? title : `${number} · ${title}`,
        }))}
      />
      <ChannelChoice key={chosen} documentId={chosen} contact={contact} onClose={onClose} onDelivered={onDelivered} />
    </div>
  );
}
