/** Keys for programs: who has one, when it was last used, and the way to take it back. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "~/staff/ui/data-table.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { type ApiKey, apiKeysQuery, useRevokeKey } from "./queries.ts";

export function ApiKeysPage() {
  const t = useT();
  usePageTitle(t("api_keys.title"));
  const keys = useQuery(apiKeysQuery);
  const revoke = useRevokeKey();
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const columns = useColumns(setRevoking);
  const close = () => {
    setRevoking(undefined);
    revoke.reset();
  };
  const add = (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {t("api_keys.new")}
    </Button>
  );
  return (
    <>
      <PageHeading title={t("api_keys.title")} lead={t("api_keys.lead")}>
        {add}
      </PageHeading>
      {keys.isPending && <ListSkeleton rows={3} />}
      {keys.isError && keys.data === undefined && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && (
        <EmptyState
          icon={<KeyRound size={22} />}
          title={t("api_keys.empty.title")}
          detail={t("api_keys.empty.text")}
          action={add}
        />
      )}
      {keys.data !== undefined && keys.data.length > 0 && (
        <DataTable label={t("api_keys.title")} columns={columns} rows={keys.data} rowKey={({ id }) => id} />
      )}
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={close}
        title={t("key.revoke.title", { name: revoking?.name ?? "" })}
        text={t("key.revoke.text")}
        confirm={t("key.revoke")}
        onConfirm={() => revoking !== undefined && revoke.mutate(revoking.id, { onSuccess: close })}
        isSending={revoke.isPending}
        error={revoke.error}
        isDestructive
      />
    </>
  );
}

function useColumns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const t = useT();
  return [
    { key: "name", title: t("api_keys.column.name"), isName: true, cell: ({ name }) => name },
    { key: "purpose", title: t("api_keys.column.purpose"), cell: () => t("api_keys.purpose.sms") },
    { key: "by", title: t("api_keys.column.by"), cell: ({ created_by }) => created_by },
    {
      key: "used",
      title: t("api_keys.column.used"),
      cell: ({ last_used_at }) => (last_used_at === null ? t("api_keys.never") : <Moment at={last_used_at} />),
    },
    {
      key: "act",
      title: t("api_keys.column.state"),
      isFigure: true,
      cell: (key) =>
        key.revoked_at === null ? (
          <Button
            size="xs"
            variant="default"
            aria-label={`${t("key.revoke")}: ${key.name}`}
            onClick={() => onRevoke(key)}
          >
            {t("key.revoke")}
          </Button>
        ) : (
          <Tag tone="calm">{t("api_keys.revoked")}</Tag>
        ),
    },
  ];
}
