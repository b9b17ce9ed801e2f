/** All clients. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Building2, Plus } from "lucide-react";
import { useFormat } from "~/shared/i18n/format.ts";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { ClientRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths, type SearchFilter } from "~/staff/paths.ts";
import { type Column, DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { ClientStatusTag } from "./client-status-tag.tsx";
import { NewClientDialog } from "./new-client-dialog.tsx";
import { useClients } from "./queries.ts";

export function ClientsPage() {
  const t = useT();
  usePageTitle(t("clients.title"));
  const { filter, isFiltered, clear, field, onSearch, search } = useListPage<SearchFilter>();
  const [creating, create] = useDisclosure();
  const clients = useClients(filter.q ?? "");
  const columns = useColumns();
  const add = (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={create.open}>
      {t("clients.new")}
    </Button>
  );
  return (
    <>
      <PageHeading title={t("clients.title")} lead={t("clients.lead")}>
        {add}
      </PageHeading>
      <Toolbar>
        <SearchField
          key={field.key}
          initial={field.initial}
          label={t("clients.search")}
          inputRef={search}
          onSearch={onSearch}
        />
      </Toolbar>
      <ListView
        list={clients}
        isFiltered={isFiltered}
        onClear={clear}
        skeleton={<TableSkeleton columns={columns} height={{ wide: 44, phone: 124 }} />}
        empty={
          <EmptyState
            icon={<Building2 size={22} />}
            title={t("clients.empty.title")}
            detail={t("clients.empty.text")}
            action={add}
          />
        }
      >
        <DataTable label={t("clients.title")} columns={columns} rows={clients.items} rowKey={({ id }) => id} />
      </ListView>
      {creating && <NewClientDialog onClose={create.close} />}
    </>
  );
}

function useColumns(): Column<ClientRow>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      key: "name",
      title: t("clients.column.name"),
      isName: true,
      cell: ({ id, name }) => (
        <Link {...paths.client(id)} data-row>
          {name}
        </Link>
      ),
    },
    {
      key: "status",
      title: t("clients.column.status"),
      isState: true,
      cell: ({ status }) => <ClientStatusTag status={status} />,
    },
    {
      key: "portal",
      title: t("clients.column.portal"),
      cell: ({ portal_enabled }) => (
        <Tag tone={portal_enabled ? "good" : "calm"}>
          {t(portal_enabled ? "client.portal.on" : "client.portal.off")}
        </Tag>
      ),
    },
    { key: "contacts", title: t("clients.column.contacts"), isFigure: true, cell: (client) => client.contacts_count },
    {
      key: "documents",
      title: t("clients.column.documents"),
      isFigure: true,
      cell: (client) => client.documents_count,
    },
    {
      key: "created",
      title: t("clients.column.created"),
      isFigure: true,
      isMinor: true,
      cell: ({ created_at }) => <span className="soft">{format.date(created_at)}</span>,
    },
  ];
}
