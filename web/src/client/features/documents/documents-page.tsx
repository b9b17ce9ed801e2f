/** Every published document, with search and filters by state and type that the address keeps. */
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useState } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { documentFilter, states, typesOf } from "./document-filter.ts";
import { DocumentList } from "./document-list.tsx";
import classes from "./documents-page.module.css";
import { useDocuments } from "./queries.ts";

export function DocumentsPage() {
  const t = useT();
  const { client } = useSession();
  const filter = useSearch({ from: "/portal/documents" });
  const navigate = useNavigate();
  // The field keeps what is typed to itself: a new one shows what the filter was cleared to.
  const [field, setField] = useState({ key: 0, initial: filter.q ?? "" });
  const documents = useDocuments(filter);
  const types = useTypes(filter.type);
  const isFiltered = Object.keys(filter).length > 0;
  const go = (next: Record<string, unknown>) =>
    void navigate({ to: "/portal/documents", search: documentFilter(next), replace: true });
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
            value={filter.status ?? ""}
            onChange={(status) => go({ ...filter, status })}
            data={filters}
          />
        </div>
        {types.length > 1 && (
          <NativeSelect
            className={classes.type ?? ""}
            size="md"
            aria-label={t("documents.type")}
            value={filter.type ?? ""}
            onChange={(event) => go({ ...filter, type: event.currentTarget.value })}
            data={[{ value: "", label: t("documents.all_types") }, ...types]}
          />
        )}
        <div className={classes.search}>
          <SearchField
            key={field.key}
            initial={field.initial}
            label={t("documents.search")}
            onSearch={(q) => go({ ...filter, q })}
          />
        </div>
      </div>
      {documents.isPending && <ListSkeleton rows={5} height={68} />}
      {documents.isError && rows === undefined && (
        <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />
      )}
      {rows?.length === 0 &&
        (isFiltered ? (
          <EmptyState
            icon={<FileText size={22} />}
            title={t("documents.no_match")}
            detail={t("documents.no_match_detail")}
            action={
              <Button
                variant="default"
                onClick={() => {
                  setField(({ key }) => ({ key: key + 1, initial: "" }));
                  go({});
                }}
              >
                {t("documents.show_all")}
              </Button>
            }
          />
        ) : (
          <EmptyState
            icon={<FileText size={22} />}
            title={t("documents.empty")}
            detail={t("documents.empty_detail", { provider: brand.name })}
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

/** The types of what there is, and the one that is chosen although nothing of it has been read yet. */
function useTypes(chosen: string | undefined) {
  const newest = useDocuments();
  const types = typesOf(newest.data?.pages.flatMap((page) => page.items) ?? []);
  const isKnown = chosen === undefined || types.some(({ value }) => value === chosen);
  return isKnown ? types : [...types, { value: chosen, label: chosen }];
}
