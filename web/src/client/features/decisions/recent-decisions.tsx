/** The newest decisions, on the home page: who answered what, which way, and the receipt of it. */
import { CheckCheck } from "lucide-react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { DecisionList } from "./decision-list.tsx";
import { useDecisions } from "./queries.ts";

const SHOWN = 3;

export function RecentDecisions() {
  const t = useT();
  const decisions = useDecisions("");
  const newest = decisions.data?.pages[0]?.items.slice(0, SHOWN);
  return (
    <HomeSection title={t("home.recent_decisions")} all={{ path: paths.history(), name: t("nav.history") }}>
      {decisions.isPending ? (
        <ListSkeleton rows={2} height={72} />
      ) : newest === undefined ? (
        <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />
      ) : newest.length === 0 ? (
        <EmptyState
          icon={<CheckCheck size={22} />}
          title={t("home.no_decisions")}
          detail={t("home.no_decisions_detail")}
        />
      ) : (
        <DecisionList decisions={newest} />
      )}
    </HomeSection>
  );
}
