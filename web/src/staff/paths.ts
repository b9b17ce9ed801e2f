import type { Schemas } from "~/shared/api/types.ts";

/** What a client can be asked for. */
export const waitingKinds: readonly Schemas["ActionItemKind"][] = ["choose", "acknowledge", "sign"];
export type WaitingFilter = {
  q?: string | undefined;
  client?: string | undefined;
  kind?: Schemas["ActionItemKind"] | undefined;
};

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
  inbox: () => ({ to: "/inbox" }) as const,
  documents: () => ({ to: "/quotes" }) as const,
  newDocument: (clientId?: string) =>
    ({ to: "/quotes/new", search: clientId === undefined ? {} : { client: clientId } }) as const,
  document: (documentId: string) => ({ to: "/quotes/$documentId", params: { documentId } }) as const,
  clients: () => ({ to: "/clients" }) as const,
  client: (clientId: string) => ({ to: "/clients/$clientId", params: { clientId } }) as const,
  clientSettings: (clientId: string) => ({ to: "/clients/$clientId/settings", params: { clientId } }) as const,
  team: () => ({ to: "/team" }) as const,
  paymentMethods: () => ({ to: "/payment-methods" }) as const,
  audit: () => ({ to: "/audit" }) as const,
  outbox: () => ({ to: "/outgoing" }) as const,
  brandDomains: () => ({ to: "/addresses" }) as const,
  legalPages: () => ({ to: "/legal-pages" }) as const,
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
