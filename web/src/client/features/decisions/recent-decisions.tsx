/** The newest decisions, on the home page; nothing while there are none. */
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { DecisionList } from "./decision-list.tsx";
import classes from "./home-page.module.css";
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
    <section>
      <div className={classes.over}>
        <h2 className={classes.title}>{t("home.recent_decisions")}</h2>
        <Link {...paths.history()} className={classes.all}>
          {t("home.all")}
          <span className="visually-hidden">: {t("nav.history")}</span>
        </Link>
      </div>
      <DecisionList decisions={newest} />
    </section>
  );
}
