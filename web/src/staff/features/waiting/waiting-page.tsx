/** What waits for clients: since when, whether it was opened, when they are reminded. The longest wait comes first. */
import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths, type WaitingFilter, waitingKinds } from "~/staff/paths.ts";
import { DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useWaiting } from "./queries.ts";
import { useWaitingColumns } from "./waiting-columns.tsx";

export function WaitingPage() {
  const t = useT();
  usePageTitle(t("waiting.title"));
  const { filter, isFiltered, narrow, clear, field, onSearch, search } = useListPage<WaitingFilter>();
  const columns = useWaitingColumns();
  const waiting = useWaiting({ q: filter.q ?? null, client_id: filter.client ?? null, kind: filter.kind ?? null });
  const first = waiting.first;
  return (
    <>
      <PageHeading title={t("waiting.title")} lead={t("waiting.lead")} />
      <Toolbar>
        <SearchField
          key={field.key}
          initial={field.initial}
          label={t("waiting.search")}
          inputRef={search}
          onSearch={onSearch}
        />
        <ClientSelect
          isCompact
          label={t("waiting.filter.client")}
          placeholder={t("waiting.filter.client")}
          value={filter.client ?? ""}
          onChange={(client) => narrow({ client })}
        />
        <Select
          aria-label={t("waiting.filter.kind")}
          placeholder={t("waiting.filter.kind")}
          w={180}
          clearable
          value={filter.kind ?? null}
          onChange={(value) => narrow({ kind: waitingKinds.find((kind) => kind === value) })}
          data={waitingKinds.map((value) => ({ value, label: t(`waiting.kind.${value}`) }))}
        />
        {first !== undefined && first.waiting > 0 && (
          <span className="soft">
            {t(first.waiting_more ? "waiting.count.more" : "waiting.count", { count: first.waiting })}
          </span>
        )}
      </Toolbar>
      <ListView
        list={waiting}
        isFiltered={isFiltered}
        onClear={clear}
        skeleton={<TableSkeleton columns={columns} height={{ wide: 62, phone: 206 }} />}
        empty={
          <EmptyState
            icon={<Hourglass size={22} />}
            title={t("waiting.empty.title")}
            detail={t("waiting.empty.text")}
            action={
              <Button variant="default" renderRoot={(props) => <Link {...props} {...paths.documents()} />}>
                {t("waiting.empty.next")}
              </Button>
            }
          />
        }
      >
        <DataTable label={t("waiting.title")} columns={columns} rows={waiting.items} rowKey={({ id }) => id} />
      </ListView>
    </>
  );
}
