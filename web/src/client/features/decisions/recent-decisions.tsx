/** The newest decisions, on the home page; nothing while there are none. */
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { DecisionList } from "./decision-list.tsx";
import { useDecisions } from "./queries.ts";

const SHOWN = 3;

export function RecentDecisions() {
  const t = useT();
  const decisions = useDecisions("");
  const newest = decisions.data?.pages[0]?.items.slice(0, SHOWN) ?? [];
  if (newest.length === 0) {
    return null;
  }
  return (
    <HomeSection title={t("home.recent_decisions")} all={{ path: paths.history(), name: t("nav.history") }}>
      <DecisionList decisions={newest} />
    </HomeSection>
  );
}
