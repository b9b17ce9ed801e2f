/** Who works here, in which role, for which clients. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useListKeys } from "~/staff/ui/use-list-keys.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { AccountDialog } from "./account-dialog.tsx";
import { AccountItem } from "./account-item.tsx";
import { teamQuery } from "./queries.ts";
import classes from "./team-page.module.css";

export function TeamPage() {
  const t = useT();
  usePageTitle(t("team.title"));
  const team = useQuery(teamQuery);
  useListKeys();
  const [hiring, hire] = useDisclosure();
  return (
    <div className={classes.page}>
      <PageHeading title={t("team.title")} lead={t("team.lead")}>
        <Button leftSection={<UserPlus size={18} aria-hidden="true" />} onClick={hire.open}>
          {t("team.invite")}
        </Button>
      </PageHeading>
      {team.isPending && <ListSkeleton rows={3} height={72} />}
      {team.isError && team.data === undefined && <ErrorState error={team.error} onRetry={() => void team.refetch()} />}
      {team.data !== undefined && (
        <Card padded={false}>
          <ul className={classes.list}>
            {team.data.items.map((account) => (
              <AccountItem key={account.id} account={account} />
            ))}
          </ul>
        </Card>
      )}
      {hiring && <AccountDialog onClose={hire.close} />}
    </div>
  );
}
