/** Addresses that wait for their proof, and the operator's word for them. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { useState } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "~/staff/ui/data-table.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { claimsQuery, type DomainClaim, useConfirmClaim } from "./queries.ts";

export function DomainClaimsPage() {
  const t = useT();
  usePageTitle(t("claims.title"));
  const claims = useQuery(claimsQuery);
  const confirm = useConfirmClaim();
  const [chosen, setChosen] = useState<DomainClaim>();
  const columns = useColumns(setChosen);
  const close = () => {
    setChosen(undefined);
    confirm.reset();
  };
  return (
    <>
      <PageHeading title={t("claims.title")} lead={t("claims.lead")} />
      {claims.isPending && <ListSkeleton rows={3} />}
      {claims.isError && claims.data === undefined && (
        <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />
      )}
      {claims.data?.length === 0 && (
        <EmptyState icon={<Globe size={22} />} title={t("claims.empty.title")} detail={t("claims.empty.text")} />
      )}
      {claims.data !== undefined && claims.data.length > 0 && (
        <DataTable label={t("claims.title")} columns={columns} rows={claims.data} rowKey={({ id }) => id} />
      )}
      <ConfirmDialog
        opened={chosen !== undefined}
        onClose={close}
        title={t("claim.confirm.title", { address: chosen?.address ?? "" })}
        text={t("claim.confirm.text", { provider: chosen?.provider_name ?? "" })}
        confirm={t("claim.confirm")}
        onConfirm={() => chosen !== undefined && confirm.mutate(chosen.id, { onSuccess: close })}
        isSending={confirm.isPending}
        error={confirm.error}
      />
    </>
  );
}

function useColumns(onChoose: (claim: DomainClaim) => void): Column<DomainClaim>[] {
  const t = useT();
  return [
    { key: "address", title: t("claims.column.address"), isName: true, cell: ({ address }) => address },
    { key: "provider", title: t("claims.column.provider"), cell: ({ provider_name }) => provider_name },
    { key: "since", title: t("claims.column.since"), cell: ({ created_at }) => <Moment at={created_at} /> },
    {
      key: "act",
      title: t("claims.column.act"),
      isFigure: true,
      cell: (claim) => (
        <Button
          size="xs"
          variant="default"
          aria-label={`${t("claim.confirm")}: ${claim.address}`}
          onClick={() => onChoose(claim)}
        >
          {t("claim.confirm")}
        </Button>
      ),
    },
  ];
}
