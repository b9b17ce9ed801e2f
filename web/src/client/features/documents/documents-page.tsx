/** Every published document, with search and a filter by state. */
import { Button, SegmentedControl } from "@mantine/core";
import { FileText } from "lucide-react";
import { useState } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import type { DocumentState } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { DocumentList } from "./document-list.tsx";
import classes from "./documents-page.module.css";
import { useDocuments } from "./queries.ts";

const states = ["open", "accepted", "declined", "expired"] as const;

export function DocumentsPage() {
  const t = useT();
  const { client } = useSession();
  const [q, setQ] = useState("");
  const [status, setStatus] = useState<DocumentState | "">("");
  const documents = useDocuments({ q, status });
  usePageTitle(t("documents.title"));
  const rows = documents.data?.pages.flatMap((page) => page.items);
  const filters = [{ value: "", label: t("documents.all") }].concat(
    states.map((state) => ({ value: state, label: t(`state.${state}`) })),
  );
  return (
    <>
      <PageHeading
        title={t("documents.title")}
        detail={t("documents.detail", { provider: brand.name, client: client.name })}
      />
      <div className={classes.tools}>
        <div className={classes.filter}>
          <SegmentedControl
            aria-label={t("documents.filter")}
            size="md"
            value={status}
            onChange={(value) => setStatus(states.find((state) => state === value) ?? "")}
            data={filters}
          />
        </div>
        <div className={classes.search}>
          <SearchField label={t("documents.search")} onSearch={setQ} />
        </div>
      </div>
      {documents.isPending && <ListSkeleton rows={5} height={68} />}
      {documents.isError && rows === undefined && (
        <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />
      )}
      {rows?.length === 0 &&
        (q === "" && status === "" ? (
          <EmptyState
            icon={<FileText size={22} />}
            title={t("documents.empty")}
            detail={t("documents.empty_detail", { provider: brand.name })}
          />
        ) : (
          <EmptyState
            icon={<FileText size={22} />}
            title={t("documents.no_match")}
            detail={t("documents.no_match_detail")}
          />
        ))}
      {rows !== undefined && rows.length > 0 && <DocumentList documents={rows} />}
      {documents.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={documents.isFetchingNextPage}
          onClick={() => void documents.fetchNextPage()}
        >
          {t("ui.more")}
        </Button>
      )}
    </>
  );
}
