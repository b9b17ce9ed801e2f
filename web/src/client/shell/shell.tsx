/** The frame of every page: navigation, header, content. */
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { FactorProvider } from "~/shared/account/factor.ts";
import { StepUp } from "~/shared/account/step-up.tsx";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ThemeToggle } from "~/shared/ui/theme-toggle.tsx";
import { useFocusOnNavigation } from "~/shared/ui/use-focus-on-navigation.ts";
import { closeUploads } from "~/shared/uploads/open-queues.ts";
import { factor, sessionQuery, useSession } from "../features/sign-in/index.ts";
import { Language } from "../i18n/language.tsx";
import { useT } from "../i18n/use-t.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ClientSwitcher } from "./client-switcher.tsx";
import { HeaderBrand } from "./header-brand.tsx";
import { Navigation } from "./navigation.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import { PageFooter } from "./page-footer.tsx";
import classes from "./shell.module.css";
import { useAccent } from "./use-accent.ts";
import { useClientChange } from "./use-client-change.ts";
import { useLiveUpdates } from "./use-live-updates.ts";

export function Shell() {
  const session = useQuery(sessionQuery);
  const clientId = useClientChange(session.data?.client.id);
  return (
    <Language contactLanguage={session.data?.contact.language}>
      {clientId === undefined ? (
        <Arriving error={session.isError ? session.error : undefined} onRetry={() => void session.refetch()} />
      ) : (
        <FactorProvider value={factor}>
          <SignedIn key={clientId} />
          <StepUp />
        </FactorProvider>
      )}
    </Language>
  );
}

function Arriving({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const leaving = error instanceof ApiError && error.status === 401;
  return (
    <main className={classes.arriving}>
      {error === undefined || leaving ? <ListSkeleton /> : <ErrorState error={error} onRetry={onRetry} />}
    </main>
  );
}

function SignedIn() {
  const t = useT();
  useAccent(useSession().client.accent);
  useLiveUpdates();
  // What was chosen for one client does not go to another.
  useEffect(() => closeUploads, []);
  useFocusOnNavigation("content");
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById("content")?.focus()}>
        {t("ui.skip")}
      </button>
      <header className={classes.header}>
        <HeaderBrand />
        <div className={classes.tools}>
          <ClientSwitcher />
          <ThemeToggle />
          <AccountMenu />
        </div>
      </header>
      <Navigation />
      <main className={classes.content} id="content" tabIndex={-1}>
        <div className={classes.page}>
          <OfflineNotice />
          <Suspense fallback={<ListSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
        <PageFooter />
      </main>
    </div>
  );
}
