import type { Schemas } from "~/shared/api/types.ts";

/** What a client can be asked for. */
export const waitingKinds: readonly Schemas["ActionItemKind"][] = ["choose", "acknowledge", "sign"];
export type WaitingFilter = {
  q?: string | undefined;
  client?: string | undefined;
  kind?: Schemas["ActionItemKind"] | undefined;
};

/** What the lists are narrowed to, as their addresses keep it. */
export type SearchFilter = { q?: string | undefined };
/** Of quotes also those that whoever is signed in can approve now, which is no status. */
export const documentFilters = [
  "waits_for_me",
  "draft",
  "pending",
  "approved",
  "rejected",
  "published",
  "withdrawn",
] as const;
export type DocumentFilter = SearchFilter & { status?: (typeof documentFilters)[number] | undefined };
export const projectStatuses: readonly Schemas["ProjectStatus"][] = [
  "planned",
  "active",
  "on_hold",
  "completed",
  "cancelled",
];
export type ProjectFilter = SearchFilter & {
  client?: string | undefined;
  status?: Schemas["ProjectStatus"] | undefined;
  /** By name when left out. */
  sort?: "newest" | undefined;
  /** Asks for the dialog of a new one. */
  new?: "yes" | undefined;
};
/** Where files are looked at: everybody's, or those of a client or project, in a folder of theirs. */
export type FolderFilter = SearchFilter & { folder?: string | undefined };
export type FileFilter = FolderFilter & { client?: string | undefined; project?: string | undefined };
export type InboxFilter = { show?: "unread" | undefined };
export type AuditFilter = { act?: string | undefined; client?: string | undefined };

/** The spans of the home's figures, in weeks. */
export const homeSpans = [4, 12, 26, 52];
export type HomeSearch = { weeks?: number; currency?: string };

/** Every link of the staff app. */
export const paths = {
  home: (search: HomeSearch = {}) => ({ to: "/home", search }) as const,
  waiting: (search: WaitingFilter = {}) => ({ to: "/waiting", search }) as const,
  signIn: () => ({ to: "/login" }) as const,
  forgotten: () => ({ to: "/forgotten" }) as const,
  account: () => ({ to: "/account" }) as const,
  inbox: (search: InboxFilter = {}) => ({ to: "/inbox", search }) as const,
  documents: (search: DocumentFilter = {}) => ({ to: "/quotes", search }) as const,
  newDocument: (clientId?: string) =>
    ({ to: "/quotes/new", search: clientId === undefined ? {} : { client: clientId } }) as const,
  newDocumentFrom: (templateId: string) => ({ to: "/quotes/new", search: { template: templateId } }) as const,
  templates: () => ({ to: "/quotes/templates" }) as const,
  document: (documentId: string) => ({ to: "/quotes/$documentId", params: { documentId } }) as const,
  projects: (search: ProjectFilter = {}) => ({ to: "/projects", search }) as const,
  project: (projectId: string) => ({ to: "/projects/$projectId", params: { projectId } }) as const,
  files: (search: FileFilter = {}) => ({ to: "/files", search }) as const,
  file: (fileId: string) => ({ to: "/files/$fileId", params: { fileId } }) as const,
  clients: (search: SearchFilter = {}) => ({ to: "/clients", search }) as const,
  client: (clientId: string) => ({ to: "/clients/$clientId", params: { clientId } }) as const,
  clientSettings: (clientId: string) => ({ to: "/clients/$clientId/settings", params: { clientId } }) as const,
  team: () => ({ to: "/team" }) as const,
  paymentMethods: () => ({ to: "/payment-methods" }) as const,
  audit: (search: AuditFilter = {}) => ({ to: "/audit", search }) as const,
  outbox: () => ({ to: "/outgoing" }) as const,
  brandDomains: () => ({ to: "/addresses" }) as const,
  legalPages: () => ({ to: "/legal-pages" }) as const,
  settings: () => ({ to: "/settings" }) as const,
  documentTypes: () => ({ to: "/settings/document-types" }) as const,
  approval: () => ({ to: "/settings/approval" }) as const,
  reminders: () => ({ to: "/settings/reminders" }) as const,
  signInSettings: () => ({ to: "/settings/sign-in" }) as const,
  orgs: () => ({ to: "/orgs" }) as const,
  branding: () => ({ to: "/branding" }) as const,
  apiKeys: () => ({ to: "/api-keys" }) as const,
  providers: () => ({ to: "/providers" }) as const,
  domainClaims: () => ({ to: "/domain-claims" }) as const,
  deadJobs: () => ({ to: "/jobs" }) as const,
};

/** The pages of whoever runs the installation, which staff never see. */
const ofOperators: readonly string[] = ["/providers", "/domain-claims", "/jobs"];

/** Where somebody goes who may not see a page; nothing where it may. Everybody has an account. */
export function elsewhere(role: string, path: string): "/home" | "/providers" | undefined {
  const isTheirs = ofOperators.includes(path);
  if (path === "/account" || isTheirs === (role === "operator")) {
    return undefined;
  }
  return role === "operator" ? "/providers" : "/home";
}

/** Only an address inside the app is followed after signing in: one slash, and no second one behind it. */
export const isOwnPath = (path: unknown): path is string => typeof path === "string" && /^\/(?![/\\])/u.test(path);
