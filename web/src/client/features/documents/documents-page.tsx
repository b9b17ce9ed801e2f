/** Every published document, with search and filters by state and type that the address keeps. */
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { DocumentsSwitch } from "~/client/features/files/index.ts";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useListUrl } from "~/shared/ui/use-list-url.ts";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { states } from "./document-filter.ts";
import { DocumentList } from "./document-list.tsx";
import classes from "./documents-page.module.css";
import { type DocumentFilter, documentTypesQuery, useDocuments } from "./queries.ts";

export function DocumentsPage() {
  const t = useT();
  const { client } = useSession();
  const { filter, isFiltered, narrow, clear, field, onSearch } = useListUrl<DocumentFilter>();
  const documents = useDocuments(filter);
  const types = useTypes(filter.type);
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
      <DocumentsSwitch />
      <div className={`${classes.tools} no-print`}>
        <div className={classes.filter}>
          <SegmentedControl
            aria-label={t("documents.filter")}
            size="md"
            value={filter.status ?? ""}
            onChange={(status) => narrow({ status: states.find((state) => state === status) })}
            data={filters}
          />
        </div>
        {types.length > 1 && (
          <NativeSelect
            className={classes.type ?? ""}
            size="md"
            aria-label={t("documents.type")}
            value={filter.type ?? ""}
            onChange={(event) => narrow({ type: event.currentTarget.value })}
            data={[{ value: "", label: t("documents.all_types") }, ...types]}
          />
        )}
        <div className={classes.search}>
          <SearchField key={field.key} initial={field.initial} label={t("documents.search")} onSearch={onSearch} />
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
              <Button variant="default" onClick={clear}>
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

/** The types that there are documents of, and the one that is chosen although there is none of it. */
function useTypes(chosen: string | undefined) {
  const found = useQuery(documentTypesQuery).data?.items ?? [];
  const types = found.map(({ key, title }) => ({ value: key, label: title }));
  const isKnown = chosen === undefined || types.some(({ value }) => value === chosen);
  return isKnown ? types : [...types, { value: chosen, label: chosen }];
}
