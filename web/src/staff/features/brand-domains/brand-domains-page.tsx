/** Where clients find the portal: what is in use, and what waits to be proven. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { AddDomainDialog } from "./add-domain-dialog.tsx";
import classes from "./brand-domains-page.module.css";
import { ChangeDomainDialog } from "./change-domain-dialog.tsx";
import { DomainItem } from "./domain-item.tsx";
import { type BrandDomain, brandDomainsQuery, useRemoveDomain } from "./queries.ts";

export function BrandDomainsPage() {
  const t = useT();
  usePageTitle(t("addresses.title"));
  const domains = useQuery(brandDomainsQuery);
  const remove = useRemoveDomain();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<BrandDomain>();
  const [removing, setRemoving] = useState<BrandDomain>();
  const stopRemoving = () => {
    setRemoving(undefined);
    remove.reset();
  };
  return (
    <div className={classes.page}>
      <PageHeading title={t("addresses.title")} lead={t("addresses.lead")}>
        <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
          {t("addresses.new")}
        </Button>
      </PageHeading>
      {domains.isPending && <ListSkeleton rows={2} />}
      {domains.isError && domains.data === undefined && (
        <ErrorState error={domains.error} onRetry={() => void domains.refetch()} />
      )}
      {domains.data !== undefined && (
        <ul className={classes.domains}>
          {domains.data.map((domain) => (
            <DomainItem
              key={domain.id}
              domain={domain}
              main={domains.data.find(({ id }) => id === domain.main_brand_domain_id)}
              onChange={() => setChanging(domain)}
              onRemove={() => setRemoving(domain)}
            />
          ))}
        </ul>
      )}
      {adding && <AddDomainDialog domains={domains.data ?? []} onClose={() => setAdding(false)} />}
      {changing !== undefined && (
        <ChangeDomainDialog domain={changing} domains={domains.data ?? []} onClose={() => setChanging(undefined)} />
      )}
      {removing !== undefined && (
        <ConfirmDialog
          opened
          isDestructive
          title={t("addresses.remove.title")}
          text={t(removing.proven_at === null ? "addresses.remove.claim" : "addresses.remove.text", {
            address: removing.address,
          })}
          confirm={t("act.remove")}
          isSending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(removing.id, { onSuccess: stopRemoving })}
          onClose={stopRemoving}
        />
      )}
    </div>
  );
}
