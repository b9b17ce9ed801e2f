/** The page around each step of signing in. */
import type { ReactNode } from "react";
import { BrandMark } from "~/shared/brand/brand-mark.tsx";
import { Card } from "~/shared/ui/card.tsx";
import { ThemeToggle } from "~/shared/ui/theme-toggle.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./sign-in-page.module.css";

type SignInFrameProps = { title: string; lead: string; children: ReactNode };

export function SignInFrame({ title, lead, children }: SignInFrameProps) {
  const t = useT();
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.theme}>
        <ThemeToggle />
      </div>
      <Card className={classes.card}>
        <div className={classes.brand}>
          <BrandMark name={t("app.name")} lightUrl={null} darkUrl={null} />
          <span>{t("app.name")}</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
      </Card>
    </main>
  );
}
