/** The pages of the staff app and their addresses. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { basePath } from "~/shared/brand/brand.ts";
import { oneOf, textOf } from "~/shared/ui/use-list-url.ts";
import { clientQuery } from "./features/clients/index.ts";
import { DocumentsPage, documentQuery } from "./features/documents/index.ts";
import { fileQuery } from "./features/files/index.ts";
import { InboxPage } from "./features/inbox/index.ts";
import { projectQuery } from "./features/projects/index.ts";
import { SignInPage, sessionQuery } from "./features/session/index.ts";
import {
  type AuditFilter,
  type DocumentFilter,
  documentFilters,
  elsewhere,
  type FileFilter,
  type FolderFilter,
  type HomeSearch,
  homeSpans,
  type InboxFilter,
  isOwnPath,
  type ProjectFilter,
  paths,
  projectStatuses,
  type SearchFilter,
  type WaitingFilter,
  waitingKinds,
} from "./paths.ts";
import { Crash } from "./shell/crash.tsx";
import { MissingPage } from "./shell/missing-page.tsx";
import { Shell } from "./shell/shell.tsx";

/** The files of a client or project, on its page. */
const inFolder = (search: Record<string, unknown>): FolderFilter => ({
  ...textOf(search, "q"),
  ...textOf(search, "folder"),
});

export function makeRouter(queries: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage, errorComponent: Crash });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: "/login",
    component: SignInPage,
    validateSearch: (search: Record<string, unknown>): { to?: string; step?: "second-factor" } => ({
      ...(isOwnPath(search.to) ? { to: search.to } : {}),
      ...(search.step === "second-factor" ? { step: search.step } : {}),
    }),
  });
  const forgotten = createRoute({
    getParentRoute: () => root,
    path: "/forgotten",
    component: lazyRouteComponent(() => import("./features/session/forgotten-page.tsx"), "ForgottenPage"),
  });
  const reset = createRoute({
    getParentRoute: () => root,
    path: "/reset",
    component: lazyRouteComponent(() => import("./features/session/reset-page.tsx"), "ResetPage"),
  });
  const invitation = createRoute({
    getParentRoute: () => root,
    path: "/invitation",
    component: lazyRouteComponent(() => import("./features/session/invitation-page.tsx"), "InvitationPage"),
  });
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: "signed-in",
    component: Shell,
    beforeLoad: async ({ location }) => {
      let role: string | undefined;
      try {
        role = (await queries.ensureQueryData(sessionQuery)).staff.role;
      } catch (error) {
        // Anything but a missing session is shown by the shell, which can try again.
        if (error instanceof ApiError && error.status === 401) {
          const to = location.pathname === "/" ? {} : { to: location.href };
          const step = error.code === "second_factor_required" ? ({ step: "second-factor" } as const) : {};
          throw redirect({ to: "/login", search: { ...to, ...step }, replace: true });
        }
      }
      const other = role === undefined ? undefined : elsewhere(role, location.pathname);
      if (other !== undefined) {
        throw redirect({ to: other, replace: true });
      }
    },
  });
  const parent = () => signedIn;
  // What is set seldom: its pages stand beside their list.
  const settingsArea = createRoute({
    getParentRoute: parent,
    id: "settings-area",
    component: lazyRouteComponent(() => import("./features/settings/settings-area.tsx"), "SettingsArea"),
  });
  const inSettings = () => settingsArea;
  const start = createRoute({
    getParentRoute: parent,
    path: "/",
    beforeLoad: () => {
      throw redirect({ ...paths.home(), replace: true });
    },
  });
  const home = createRoute({
    getParentRoute: parent,
    path: "/home",
    validateSearch: (search: Record<string, unknown>): HomeSearch => ({
      ...(homeSpans.includes(Number(search.weeks)) ? { weeks: Number(search.weeks) } : {}),
      ...textOf(search, "currency"),
    }),
    component: lazyRouteComponent(() => import("./features/home/home-page.tsx"), "HomePage"),
  });
  const waiting = createRoute({
    getParentRoute: parent,
    path: "/waiting",
    validateSearch: (search: Record<string, unknown>): WaitingFilter => ({
      ...textOf(search, "q"),
      ...textOf(search, "client"),
      ...oneOf(search, "kind", waitingKinds),
    }),
    component: lazyRouteComponent(() => import("./features/waiting/waiting-page.tsx"), "WaitingPage"),
  });
  const inbox = createRoute({
    getParentRoute: parent,
    path: "/inbox",
    validateSearch: (search: Record<string, unknown>): InboxFilter => oneOf(search, "show", ["unread"]),
    component: InboxPage,
  });
  const documents = createRoute({
    getParentRoute: parent,
    path: "/quotes",
    validateSearch: (search: Record<string, unknown>): DocumentFilter => ({
      ...textOf(search, "q"),
      ...oneOf(search, "status", documentFilters),
    }),
    component: DocumentsPage,
  });
  const newDocument = createRoute({
    getParentRoute: parent,
    path: "/quotes/new",
    validateSearch: (search: Record<string, unknown>): { client?: string; template?: string } => ({
      ...textOf(search, "client"),
      ...textOf(search, "template"),
    }),
    component: lazyRouteComponent(() => import("./features/documents/new-document-page.tsx"), "NewDocumentPage"),
  });
  const templates = createRoute({
    getParentRoute: parent,
    path: "/quotes/templates",
    component: lazyRouteComponent(() => import("./features/documents/templates-page.tsx"), "TemplatesPage"),
  });
  const document = createRoute({
    getParentRoute: parent,
    path: "/quotes/$documentId",
    // On its way as soon as somebody points at a link to it; the page does not wait for it.
    loader: ({ params }) => void queries.prefetchQuery(documentQuery(params.documentId)),
    component: lazyRouteComponent(() => import("./features/documents/document-page.tsx"), "DocumentPage"),
  });
  const projects = createRoute({
    getParentRoute: parent,
    path: "/projects",
    validateSearch: (search: Record<string, unknown>): ProjectFilter => ({
      ...textOf(search, "q"),
      ...textOf(search, "client"),
      ...oneOf(search, "status", projectStatuses),
      ...oneOf(search, "sort", ["newest"]),
      ...oneOf(search, "new", ["yes"]),
    }),
    component: lazyRouteComponent(() => import("./features/projects/projects-page.tsx"), "ProjectsPage"),
  });
  const project = createRoute({
    getParentRoute: parent,
    path: "/projects/$projectId",
    validateSearch: inFolder,
    loader: ({ params }) => void queries.prefetchQuery(projectQuery(params.projectId)),
    component: lazyRouteComponent(() => import("./features/projects/project-page.tsx"), "ProjectPage"),
  });
  const files = createRoute({
    getParentRoute: parent,
    path: "/files",
    validateSearch: (search: Record<string, unknown>): FileFilter => ({
      ...inFolder(search),
      ...textOf(search, "client"),
      ...textOf(search, "project"),
    }),
    component: lazyRouteComponent(() => import("./features/files/files-page.tsx"), "FilesPage"),
  });
  const file = createRoute({
    getParentRoute: parent,
    path: "/files/$fileId",
    loader: ({ params }) => void queries.prefetchQuery(fileQuery(params.fileId)),
    component: lazyRouteComponent(() => import("./features/files/file-page.tsx"), "FilePage"),
  });
  const clients = createRoute({
    getParentRoute: parent,
    path: "/clients",
    validateSearch: (search: Record<string, unknown>): SearchFilter => textOf(search, "q"),
    component: lazyRouteComponent(() => import("./features/clients/clients-page.tsx"), "ClientsPage"),
  });
  const client = createRoute({
    getParentRoute: parent,
    path: "/clients/$clientId",
    validateSearch: inFolder,
    loader: ({ params }) => void queries.prefetchQuery(clientQuery(params.clientId)),
    component: lazyRouteComponent(() => import("./features/clients/client-page.tsx"), "ClientPage"),
  });
  const clientSettings = createRoute({
    getParentRoute: parent,
    path: "/clients/$clientId/settings",
    component: lazyRouteComponent(() => import("./features/clients/settings/settings-page.tsx"), "ClientSettingsPage"),
  });
  const team = createRoute({
    getParentRoute: inSettings,
    path: "/team",
    component: lazyRouteComponent(() => import("./features/team/team-page.tsx"), "TeamPage"),
  });
  const paymentMethods = createRoute({
    getParentRoute: inSettings,
    path: "/payment-methods",
    component: lazyRouteComponent(
      () => import("./features/payment-methods/payment-methods-page.tsx"),
      "PaymentMethodsPage",
    ),
  });
  const audit = createRoute({
    getParentRoute: inSettings,
    path: "/audit",
    validateSearch: (search: Record<string, unknown>): AuditFilter => ({
      ...textOf(search, "act"),
      ...textOf(search, "client"),
    }),
    component: lazyRouteComponent(() => import("./features/audit/audit-page.tsx"), "AuditPage"),
  });
  const outbox = createRoute({
    getParentRoute: inSettings,
    path: "/outgoing",
    component: lazyRouteComponent(() => import("./features/outbox/outbox-page.tsx"), "OutboxPage"),
  });
  const branding = createRoute({
    getParentRoute: inSettings,
    path: "/branding",
    component: lazyRouteComponent(() => import("./features/branding/branding-page.tsx"), "BrandingPage"),
  });
  const brandDomains = createRoute({
    getParentRoute: inSettings,
    path: "/addresses",
    component: lazyRouteComponent(() => import("./features/brand-domains/brand-domains-page.tsx"), "BrandDomainsPage"),
  });
  const legalPages = createRoute({
    getParentRoute: inSettings,
    path: "/legal-pages",
    component: lazyRouteComponent(() => import("./features/legal-pages/legal-pages-page.tsx"), "LegalPagesPage"),
  });
  const orgs = createRoute({
    getParentRoute: inSettings,
    path: "/orgs",
    component: lazyRouteComponent(() => import("./features/orgs/orgs-page.tsx"), "OrgsPage"),
  });
  const signInSettings = createRoute({
    getParentRoute: inSettings,
    path: "/settings/sign-in",
    component: lazyRouteComponent(
      () => import("./features/sign-in-settings/sign-in-settings-page.tsx"),
      "SignInSettingsPage",
    ),
  });
  const settings = createRoute({
    getParentRoute: parent,
    path: "/settings",
    component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
  });
  const documentTypes = createRoute({
    getParentRoute: inSettings,
    path: "/settings/document-types",
    component: lazyRouteComponent(
      () => import("./features/document-types/document-types-page.tsx"),
      "DocumentTypesPage",
    ),
  });
  const approval = createRoute({
    getParentRoute: inSettings,
    path: "/settings/approval",
    component: lazyRouteComponent(() => import("./features/approval/approval-page.tsx"), "ApprovalPage"),
  });
  const reminders = createRoute({
    getParentRoute: inSettings,
    path: "/settings/reminders",
    component: lazyRouteComponent(() => import("./features/reminders/reminders-page.tsx"), "RemindersPage"),
  });
  const account = createRoute({
    getParentRoute: parent,
    path: "/account",
    component: lazyRouteComponent(() => import("./features/session/account-page.tsx"), "AccountPage"),
  });
  const apiKeys = createRoute({
    getParentRoute: inSettings,
    path: "/api-keys",
    component: lazyRouteComponent(() => import("./features/api-keys/api-keys-page.tsx"), "ApiKeysPage"),
  });
  // Whoever is signed in keeps the navigation at hand.
  const missing = createRoute({ getParentRoute: parent, path: "$", component: MissingPage });
  const providers = createRoute({
    getParentRoute: parent,
    path: "/providers",
    component: lazyRouteComponent(() => import("./features/operator/providers-page.tsx"), "ProvidersPage"),
  });
  const domainClaims = createRoute({
    getParentRoute: parent,
    path: "/domain-claims",
    component: lazyRouteComponent(() => import("./features/operator/domain-claims-page.tsx"), "DomainClaimsPage"),
  });
  const deadJobs = createRoute({
    getParentRoute: parent,
    path: "/jobs",
    component: lazyRouteComponent(() => import("./features/operator/dead-jobs-page.tsx"), "DeadJobsPage"),
  });
  const ofSettings = [
    branding,
    brandDomains,
    legalPages,
    documentTypes,
    approval,
    reminders,
    paymentMethods,
    team,
    orgs,
    signInSettings,
    apiKeys,
    audit,
    outbox,
  ];
  const pages = [
    start,
    home,
    waiting,
    inbox,
    documents,
    newDocument,
    templates,
    document,
    projects,
    project,
    files,
    file,
    clients,
    client,
    clientSettings,
    settings,
    settingsArea.addChildren(ofSettings),
    account,
    missing,
    providers,
    domainClaims,
    deadJobs,
  ];
  return createRouter({
    routeTree: root.addChildren([signIn, invitation, forgotten, reset, signedIn.addChildren(pages)]),
    basepath: basePath === "" ? "/" : basePath,
    defaultPreload: "intent",
    // What was asked ahead is as old as its query says.
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: Crash,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
