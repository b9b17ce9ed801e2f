/** The frame of every page: navigation, header, content. */
import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { Suspense } from "react";
import { FactorProvider } from "~/shared/account/factor.ts";
import { StepUp } from "~/shared/account/step-up.tsx";
import { ApiError } from "~/shared/api/api-error.ts";
import { BrandMark } from "~/shared/brand/brand-mark.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ThemeToggle } from "~/shared/ui/theme-toggle.tsx";
import { useFocusOnNavigation } from "~/shared/ui/use-focus-on-navigation.ts";
import { UploadPanel } from "../features/files/index.ts";
import { factor, sessionQuery, useSession } from "../features/session/index.ts";
import { useT } from "../i18n/en.ts";
import { AccountMenu } from "./account-menu.tsx";
import { KeyHelp } from "./key-help.tsx";
import { Navigation } from "./navigation.tsx";
import { OrgChoice } from "./org-choice.tsx";
import { OutboxNotice } from "./outbox-notice.tsx";
import { Palette } from "./palette/palette.tsx";
import classes from "./shell.module.css";
import { useLiveUpdates } from "./use-live-updates.ts";

export function Shell() {
  const session = useQuery(sessionQuery);
  if (session.data !== undefined) {
    return (
      <FactorProvider value={factor}>
        <SignedIn />
        <StepUp />
      </FactorProvider>
    );
  }
  const leaving = session.error instanceof ApiError && session.error.status === 401;
  return (
    <main className={classes.arriving}>
      {session.isError && !leaving ? (
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <ListSkeleton />
      )}
    </main>
  );
}

function SignedIn() {
  const t = useT();
  const [menu, { open, close }] = useDisclosure(false);
  const isOperator = useSession().staff.role === "operator";
  useFocusOnNavigation("content");
  return (
    <div className={classes.shell}>
      {!isOperator && <LiveUpdates />}
      <button type="button" className={classes.skip} onClick={() => document.getElementById("content")?.focus()}>
        {t("nav.skip")}
      </button>
      <aside className={classes.side}>
        <Provider />
        <Navigation />
      </aside>
      <header className={classes.header}>
        <ActionIcon
          className={classes.burger}
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t("nav.open")}
          onClick={open}
        >
          <Menu size={22} aria-hidden="true" />
        </ActionIcon>
        <div className={classes.phoneBrand}>
          <Provider />
        </div>
        <div className={classes.tools}>
          <OrgChoice />
          <Palette />
          {!isOperator && <KeyHelp />}
          <ThemeToggle />
          <AccountMenu />
        </div>
      </header>
      <Drawer.Root opened={menu} onClose={close} size={280}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t("nav.menu")}>
          <div className={classes.drawerHead}>
            <Provider />
            <Drawer.CloseButton size={44} aria-label={t("nav.close")} />
          </div>
          <Drawer.Body>
            <Navigation onGo={close} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main className={classes.content} id="content" tabIndex={-1}>
        {!isOperator && <OutboxNotice />}
        <Suspense fallback={<ListSkeleton />}>
          <Outlet />
        </Suspense>
        {!isOperator && <UploadPanel />}
      </main>
    </div>
  );
}

function LiveUpdates() {
  useLiveUpdates();
  return null;
}

function Provider() {
  const { provider } = useSession();
  return (
    <div className={classes.provider}>
      <BrandMark name={provider.name} lightUrl={provider.logo_light_url} darkUrl={provider.logo_dark_url} />
      <span className={classes.name}>{provider.name}</span>
    </div>
  );
}
