/** All quotes: drafts, what clients see, and what they answered. */
import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileText, Plus } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { type DocumentFilter, documentFilters, paths } from "~/staff/paths.ts";
import { DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useDocumentColumns } from "./document-columns.tsx";
import { useDocuments } from "./queries.ts";

export function DocumentsPage() {
  const t = useT();
  usePageTitle(t("documents.title"));
  const { filter, isFiltered, narrow, clear, field, onSearch, search } = useListPage<DocumentFilter>();
  const { q = "", status = null } = filter;
  const documents = useDocuments(status === "waits_for_me" ? { q, waits_for_me: true } : { q, status });
  const columns = useDocumentColumns();
  return (
    <>
      <PageHeading title={t("documents.title")} lead={t("documents.lead")}>
        <Button variant="default" renderRoot={(props) => <Link {...props} {...paths.templates()} />}>
          {t("templates.title")}
        </Button>
        <NewQuote />
      </PageHeading>
      <Toolbar>
        <SearchField
          key={field.key}
          initial={field.initial}
          label={t("documents.search")}
          inputRef={search}
          onSearch={onSearch}
        />
        <Select
          aria-label={t("documents.filter")}
          placeholder={t("documents.filter")}
          w={180}
          clearable
          value={status}
          onChange={(value) => narrow({ status: documentFilters.find((each) => each === value) })}
          data={documentFilters.map((value) => ({
            value,
            label: t(value === "waits_for_me" ? "documents.waits_for_me" : `document.status.${value}`),
          }))}
        />
      </Toolbar>
      <ListView
        list={documents}
        isFiltered={isFiltered}
        onClear={clear}
        skeleton={<TableSkeleton columns={columns} height={{ wide: 62, phone: 108 }} />}
        empty={
          <EmptyState
            icon={<FileText size={22} />}
            title={t("documents.empty.title")}
            detail={t("documents.empty.text")}
            action={<NewQuote />}
          />
        }
      >
        <DataTable label={t("documents.title")} columns={columns} rows={documents.items} rowKey={({ id }) => id} />
      </ListView>
    </>
  );
}

function NewQuote() {
  const t = useT();
  return (
    <Button
      leftSection={<Plus size={18} aria-hidden="true" />}
      renderRoot={(props) => <Link {...props} {...paths.newDocument()} />}
    >
      {t("documents.new")}
    </Button>
  );
}
