/** The staff's home: what we have to do, what waits for clients, and what came of quotes. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useSession } from "~/staff/features/session/index.ts";
import { SetUpCard } from "~/staff/features/set-up/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { Figures } from "./figures.tsx";
import classes from "./home-page.module.css";
import { ToDo } from "./to-do.tsx";
import { WaitingCard } from "./waiting-card.tsx";

export function HomePage() {
  const t = useT();
  usePageTitle(t("home.title"));
  const { staff } = useSession();
  return (
    <>
      <PageHeading title={t("home.title")} lead={t("home.lead", { name: staff.name })}>
        <Button
          leftSection={<Plus size={18} aria-hidden="true" />}
          renderRoot={(props) => <Link {...props} {...paths.newDocument()} />}
        >
          {t("documents.new")}
        </Button>
      </PageHeading>
      <div className={classes.page}>
        <SetUpCard />
        <div className={classes.columns}>
          <ToDo />
          <WaitingCard />
        </div>
        <Figures />
      </div>
    </>
  );
}
