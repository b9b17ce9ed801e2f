/** One client: its contacts, its quotes, its settings. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Plus, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import { Card } from "~/shared/ui/card.tsx";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ClientDetail, ContactRow } from "~/staff/api/wire.ts";
import { FilesSection } from "~/staff/features/files/index.ts";
import { ClientProjects } from "~/staff/features/projects/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { AddContactDialog } from "./add-contact-dialog.tsx";
import { ClientDocuments } from "./client-documents.tsx";
import classes from "./client-page.module.css";
import { ClientSettings } from "./client-settings.tsx";
import { ClientStatusTag } from "./client-status-tag.tsx";
import { ContactItem } from "./contact-item.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { OnboardingCard } from "./onboarding-card.tsx";
import { clientQuery } from "./queries.ts";

export function ClientPage() {
  const t = useT();
  const { clientId } = useParams({ from: "/signed-in/clients/$clientId" });
  const client = useQuery(clientQuery(clientId));
  usePageTitle(client.data?.name ?? t("clients.title"));
  if (client.data !== undefined) {
    return <Client key={clientId} client={client.data} />;
  }
  if (client.isError) {
    const missing = client.error instanceof ApiError && client.error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={client.error} onRetry={() => void client.refetch()} />;
  }
  return <ListSkeleton rows={5} />;
}

function Client({ client }: { client: ClientDetail }) {
  const t = useT();
  const [adding, add] = useDisclosure();
  const [added, setAdded] = useState<ContactRow>();
  return (
    <>
      <PageHeading title={client.name} tag={<ClientStatusTag status={client.status} />}>
        <Button
          leftSection={<Plus size={18} aria-hidden="true" />}
          renderRoot={(props) => <Link {...props} {...paths.newDocument(client.id)} />}
        >
          {t("client.new_quote")}
        </Button>
      </PageHeading>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Card>
            <div className={classes.cardHead}>
              <h2 className={classes.title}>{t("contacts.title")}</h2>
              <Button
                size="sm"
                variant="default"
                leftSection={<UserPlus size={16} aria-hidden="true" />}
                onClick={add.open}
              >
                {t("contacts.add")}
              </Button>
            </div>
            {client.contacts.length === 0 ? (
              <EmptyState
                icon={<Users size={22} />}
                title={t("contacts.empty.title")}
                detail={t("contacts.empty.text")}
              />
            ) : (
              <ul className={classes.contacts}>
                {client.contacts.map((contact) => (
                  <ContactItem key={contact.membership_id} contact={contact} client={client} />
                ))}
              </ul>
            )}
          </Card>
          <OnboardingCard clientId={client.id} />
          <ClientProjects clientId={client.id} />
          <Card>
            <h2 className={classes.title}>{t("client.quotes")}</h2>
            <ClientDocuments clientId={client.id} />
          </Card>
        </div>
        <ClientSettings client={client} />
      </div>
      <FilesSection clientId={client.id} />
      {adding && (
        <AddContactDialog
          client={client}
          onClose={add.close}
          onAdded={(contact) => {
            add.close();
            setAdded(contact);
          }}
        />
      )}
      {added !== undefined && <InviteDialog client={client} contact={added} onClose={() => setAdded(undefined)} />}
    </>
  );
}
