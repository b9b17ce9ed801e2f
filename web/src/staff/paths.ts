/** Every link of the staff app. */
export const paths = {
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
};

/** Only an address inside the app is followed after signing in: one slash, and no second one behind it. */
export const isOwnPath = (path: unknown): path is string => typeof path === "string" && /^\/(?![/\\])/u.test(path);
