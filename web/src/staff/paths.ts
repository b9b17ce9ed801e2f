/** Every address of the staff app. Links are made here and nowhere else. */
export const paths = {
  signIn: "/login",
  inbox: "/inbox",
  documents: "/quotes",
  newDocument: "/quotes/new",
  document: (documentId: string) => `/quotes/${documentId}`,
  clients: "/clients",
  client: (clientId: string) => `/clients/${clientId}`,
  paymentMethods: "/payment-methods",
  audit: "/audit",
  outbox: "/outgoing",
  branding: "/branding",
} as const;

/** Only an address inside the app is followed after signing in: one slash, and no second one behind it. */
export const isOwnPath = (path: unknown): path is string => typeof path === "string" && /^\/(?![/\\])/u.test(path);

/** The sign-in page, which leads back to `path` afterwards. */
export const signInTo = (path: string): string =>
  isOwnPath(path) && path !== "/" ? `${paths.signIn}?to=${encodeURIComponent(path)}` : paths.signIn;
