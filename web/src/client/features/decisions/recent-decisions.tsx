/** The newest decisions, on the home page, save those whose document stands there with its state. */
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { useRecentDocuments } from "../documents/index.ts";
import { DecisionList } from "./decision-list.tsx";
import { useDecisions } from "./queries.ts";

const SHOWN = 3;

export function RecentDecisions() {
  const t = useT();
  const decisions = useDecisions("");
  const documents = useRecentDocuments();
  const newest = decisions.data?.pages[0]?.items
    .filter(({ document }) => documents?.every(({ number }) => number !== document?.number))
    .slice(0, SHOWN);
  if (documents === undefined || newest === undefined || newest.length === 0) {
    return null;
  }
  return (
    <HomeSection title={t("home.recent_decisions")} all={{ path: paths.history(), name: t("nav.history") }}>
      <DecisionList decisions={newest} />
    </HomeSection>
  );
}
