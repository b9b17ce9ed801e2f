/** How a contact is invited: by delivering a published document to it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ClientDetail, ContactRow } from "~/staff/api/wire.ts";
import { documentList } from "~/staff/features/documents/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "~/staff/ui/dialog.module.css";
import page from "./client-page.module.css";

type InviteDialogProps = { contact: ContactRow; client: ClientDetail; onClose: () => void };

export function InviteDialog({ contact, client, onClose }: InviteDialogProps) {
  const t = useT();
  const documents = useQuery(documentList({ client_id: client.id, status: "published" }));
  const items = documents.data?.items;
  return (
    <Dialog opened onClose={onClose} title={t("contacts.invite.title", { name: contact.name })}>
      <div className={classes.body}>
        <p className={classes.text}>{t("contacts.invite.text")}</p>
        {documents.isPending && <ListSkeleton rows={2} height={40} />}
        {items !== undefined && items.length === 0 && (
          <>
            <p className={classes.soft}>{t("contacts.invite.none")}</p>
            <div className={classes.acts}>
              <Button renderRoot={(props) => <Link {...props} {...paths.newDocument(client.id)} />}>
                {t("client.new_quote")}
              </Button>
            </div>
          </>
        )}
        {items !== undefined && items.length > 0 && (
          <div>
            <p className={classes.soft}>{t("contacts.invite.pick")}</p>
            <ul className={page.documents}>
              {items.map((document) => (
                <li key={document.id} className={page.document}>
                  <Link {...paths.document(document.id)}>{document.title}</Link>
                  <span className="soft tabular">{document.number}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  );
}
