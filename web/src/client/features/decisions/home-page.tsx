/** The client's home: what waits, where the work stands, then what there is. */
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { Questions } from "../../shell/questions.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { RecentDocuments } from "../documents/index.ts";
import { HomeProjects } from "../projects/index.ts";
import classes from "./home-page.module.css";
import { RecentDecisions } from "./recent-decisions.tsx";
import { WaitingList } from "./waiting-list.tsx";

export function HomePage() {
  const t = useT();
  const { contact, client } = useSession();
  usePageTitle(t("nav.home"));
  const firstName = contact.name.split(" ")[0] ?? contact.name;
  return (
    <>
      <PageHeading title={t(greeting(new Date().getHours()), { name: firstName })} detail={client.name} />
      <div className={classes.columns}>
        <WaitingList />
        <div className={classes.beside}>
          <HomeProjects />
          <RecentDocuments provider={brand.name} />
        </div>
        <div className={classes.column}>
          <RecentDecisions />
          <Questions />
        </div>
      </div>
    </>
  );
}

function greeting(hour: number) {
  if (hour < 12) {
    return "home.morning";
  }
  return hour < 18 ? "home.day" : "home.evening";
}
