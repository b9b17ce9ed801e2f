/** The groups inside a business, and who belongs to them. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { OrgCard } from "./org-card.tsx";
import { OrgDialog } from "./org-dialog.tsx";
import classes from "./orgs-page.module.css";
import { type Org, orgsQuery } from "./queries.ts";

export function OrgsPage() {
  const t = useT();
  usePageTitle(t("orgs.title"));
  const orgs = useQuery(orgsQuery);
  const [editing, setEditing] = useState<Org | "new">();
  const add = (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setEditing("new")}>
      {t("orgs.new")}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeading title={t("orgs.title")} lead={t("orgs.lead")}>
        {add}
      </PageHeading>
      {orgs.isPending && <ListSkeleton rows={2} />}
      {orgs.isError && orgs.data === undefined && <ErrorState error={orgs.error} onRetry={() => void orgs.refetch()} />}
      {orgs.data?.items.length === 0 && (
        <EmptyState
          icon={<UsersRound size={22} />}
          title={t("orgs.empty.title")}
          detail={t("orgs.empty.text")}
          action={add}
        />
      )}
      {orgs.data?.items.map((org) => (
        <OrgCard key={org.id} org={org} staff={orgs.data.staff} onRename={() => setEditing(org)} />
      ))}
      {editing !== undefined && (
        <OrgDialog org={editing === "new" ? null : editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}
