/** The pages of the client app and their addresses. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { basePath, brand } from "~/shared/brand/brand.ts";
import { HistoryPage, HomePage } from "./features/decisions/index.ts";
import { DocumentsPage, documentFilter } from "./features/documents/index.ts";
import { fileFilter } from "./features/files/index.ts";
import { ProjectsPage, projectFilter } from "./features/projects/index.ts";
import { Crash } from "./shell/crash.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { ReadingShell } from "./shell/reading-shell.tsx";
import { Shell } from "./shell/shell.tsx";

const frame = brand.reading === undefined ? Shell : ReadingShell;
const root = createRootRoute({ component: frame, notFoundComponent: NotFoundPage, errorComponent: Crash });

const home = createRoute({ getParentRoute: () => root, path: "/portal", component: HomePage });
const documents = createRoute({
  getParentRoute: () => root,
  path: "/portal/documents",
  validateSearch: documentFilter,
  component: DocumentsPage,
});
const files = createRoute({
  getParentRoute: () => root,
  path: "/portal/documents/files",
  validateSearch: fileFilter,
  component: lazyRouteComponent(() => import("./features/files/files-page.tsx"), "FilesPage"),
});
const history = createRoute({ getParentRoute: () => root, path: "/portal/history", component: HistoryPage });
const receipt = createRoute({
  getParentRoute: () => root,
  path: "/portal/history/$decisionId",
  component: lazyRouteComponent(() => import("./features/decisions/receipt-page.tsx"), "ReceiptPage"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/portal/settings",
  component: lazyRouteComponent(() => import("./features/sign-in/settings-page.tsx"), "SettingsPage"),
});
const people = createRoute({
  getParentRoute: () => root,
  path: "/portal/people",
  component: lazyRouteComponent(() => import("./features/people/people-page.tsx"), "PeoplePage"),
});
const projects = createRoute({
  getParentRoute: () => root,
  path: "/portal/projects",
  validateSearch: projectFilter,
  component: ProjectsPage,
});
const project = createRoute({
  getParentRoute: () => root,
  path: "/portal/projects/$projectId",
  component: lazyRouteComponent(() => import("./features/projects/overview-page.tsx"), "OverviewPage"),
});
const timeline = createRoute({
  getParentRoute: () => root,
  path: "/portal/projects/$projectId/timeline",
  component: lazyRouteComponent(() => import("./features/projects/timeline/timeline-page.tsx"), "TimelinePage"),
});
const document = createRoute({ getParentRoute: () => root, path: "/documents/$year/$slug", component: Outlet });
const quote = createRoute({
  getParentRoute: () => document,
  path: "/",
  component: lazyRouteComponent(() => import("./features/documents/document-page.tsx"), "DocumentPage"),
});
const confirmed = createRoute({
  getParentRoute: () => document,
  path: "/confirmed",
  component: lazyRouteComponent(() => import("./features/documents/confirmed-page.tsx"), "ConfirmedPage"),
});

const toHome = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/portal", replace: true });
  },
});
const fromClient = createRoute({
  getParentRoute: () => root,
  path: "/client/$",
  beforeLoad: ({ params }) => {
    throw redirect({ href: `${basePath}/portal/${params._splat ?? ""}`.replace(/\/$/, ""), replace: true });
  },
});

const tree = root.addChildren([
  home,
  documents,
  files,
  history,
  receipt,
  settings,
  people,
  projects,
  project,
  timeline,
  document.addChildren([quote, confirmed]),
  toHome,
  fromClient,
]);

export const makeRouter = () =>
  createRouter({
    routeTree: tree,
    basepath: basePath === "" ? "/" : basePath,
    defaultPreload: "intent",
    defaultErrorComponent: Crash,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
