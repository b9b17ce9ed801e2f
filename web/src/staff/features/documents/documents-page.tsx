/** All quotes: drafts, what clients see, and what they answered. */
import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileText, Plus } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { DataTable } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useListKeys } from "~/staff/ui/use-list-keys.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useDocumentColumns } from "./document-columns.tsx";
import { useDocuments } from "./queries.ts";

const statuses = ["draft", "pending", "approved", "rejected", "published", "withdrawn"] as const;
/** Not a status: what this person can approve now. */
const MINE = "waits_for_me";

export function DocumentsPage() {
  const t = useT();
  usePageTitle(t("documents.title"));
  const [q, setQ] = useState("");
  const [status, setStatus] = useState<(typeof statuses)[number] | typeof MINE | null>(null);
  // A new field for a cleared search: it keeps what is typed to itself.
  const [cleared, setCleared] = useState(0);
  const search = useListKeys();
  const documents = useDocuments(status === MINE ? { q, waits_for_me: true } : { q, status });
  const columns = useDocumentColumns();
  const clear = () => {
    setQ("");
    setStatus(null);
    setCleared(cleared + 1);
  };
  return (
    <>
      <PageHeading title={t("documents.title")} lead={t("documents.lead")}>
        <NewQuote />
      </PageHeading>
      <Toolbar>
        <SearchField key={cleared} initial={q} label={t("documents.search")} inputRef={search} onSearch={setQ} />
        <Select
          aria-label={t("documents.filter")}
          placeholder={t("documents.filter")}
          w={180}
          clearable
          value={status}
          onChange={(value) => setStatus(([...statuses, MINE] as const).find((each) => each === value) ?? null)}
          data={[
            { value: MINE, label: t("documents.waits_for_me") },
            ...statuses.map((value) => ({ value, label: t(`document.status.${value}`) })),
          ]}
        />
      </Toolbar>
      <ListView
        list={documents}
        isFiltered={q !== "" || status !== null}
        onClear={clear}
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
