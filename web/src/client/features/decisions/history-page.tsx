/** Every decision, searchable. */
import { Button } from "@mantine/core";
import { Clock } from "lucide-react";
import { useState } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { DecisionList } from "./decision-list.tsx";
import classes from "./history-page.module.css";
import { useDecisions } from "./queries.ts";

export function HistoryPage() {
  const t = useT();
  const { client } = useSession();
  const [q, setQ] = useState("");
  const decisions = useDecisions(q);
  usePageTitle(t("history.title"));
  const rows = decisions.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeading title={t("history.title")} detail={t("history.detail", { client: client.name })} />
      <div className={classes.search}>
        <SearchField label={t("history.search")} onSearch={setQ} />
      </div>
      {decisions.isPending && <ListSkeleton rows={4} height={64} />}
      {decisions.isError && rows === undefined && (
        <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />
      )}
      {rows?.length === 0 && (
        <EmptyState
          icon={<Clock size={22} />}
          title={t(q === "" ? "history.empty" : "documents.no_match")}
          detail={t(q === "" ? "history.empty_detail" : "history.no_match_detail")}
        />
      )}
      {rows !== undefined && rows.length > 0 && <DecisionList decisions={rows} />}
      {decisions.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={decisions.isFetchingNextPage}
          onClick={() => void decisions.fetchNextPage()}
        >
          {t("ui.more")}
        </Button>
      )}
    </>
  );
}
