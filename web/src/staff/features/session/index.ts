/** What other parts of the staff app may use of the session. */
export { keptKey, keptKeys, keptStore } from "./kept.ts";
export { sessionQuery, useMayAdminister, useMayKeepProjects, useSession, useSignOut } from "./queries.ts";
export { factor } from "./second-factor.ts";
export { SignInPage } from "./sign-in-page.tsx";
