/** Who acts for the client, for those who manage it. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ClientSection } from "./client-section.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import classes from "./people-page.module.css";
import { PersonItem } from "./person-item.tsx";
import { peopleQuery } from "./queries.ts";

export function PeoplePage() {
  const t = useT();
  const { client } = useSession();
  const people = useQuery(peopleQuery);
  const [inviting, invite] = useDisclosure();
  usePageTitle(t("people.title"));
  return (
    <>
      <PageHeading
        title={t("people.title")}
        detail={t("people.detail", { provider: brand.name, client: client.name })}
      />
      <div className={classes.parts}>
        <section>
          <div className={classes.head}>
            <h2 className={classes.title}>{t("people.who")}</h2>
            <Button leftSection={<UserPlus size={18} aria-hidden="true" />} onClick={invite.open}>
              {t("people.invite")}
            </Button>
          </div>
          {people.isPending && <ListSkeleton rows={3} height={84} />}
          {people.isError && people.data === undefined && (
            <ErrorState error={people.error} onRetry={() => void people.refetch()} />
          )}
          {people.data !== undefined && (
            <Card padded={false}>
              <ul className={classes.list}>
                {people.data.items.map((person) => (
                  <PersonItem key={person.id} person={person} />
                ))}
              </ul>
            </Card>
          )}
        </section>
        <ClientSection people={people.data?.items ?? []} />
      </div>
      {inviting && <InviteDialog onClose={invite.close} />}
    </>
  );
}
