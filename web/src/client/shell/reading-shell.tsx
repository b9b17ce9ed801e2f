/** The frame for whoever reads one document by a delivery link: nobody is signed in, and there is nowhere else to go. */
import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { BrandMark } from "~/shared/brand/brand-mark.tsx";
import { ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ThemeToggle } from "~/shared/ui/theme-toggle.tsx";
import { Language } from "../i18n/language.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import { PageFooter } from "./page-footer.tsx";
import classes from "./reading-shell.module.css";

export function ReadingShell() {
  return (
    <Language contactLanguage={undefined}>
      <div className={classes.shell}>
        <header className={classes.header}>
          <div className={classes.brand}>
            <BrandMark name={brand.name} lightUrl={brand.logo_light_url} darkUrl={brand.logo_dark_url} />
            <span className={classes.name}>{brand.name}</span>
          </div>
          <div className={classes.tools}>
            <ThemeToggle />
          </div>
        </header>
        <main className={classes.content} id="content" tabIndex={-1}>
          <OfflineNotice />
          <Suspense fallback={<ListSkeleton />}>
            <Outlet />
          </Suspense>
          <PageFooter />
        </main>
      </div>
    </Language>
  );
}
