/** What the rest of the app needs to know of the session. */
export { factor } from "./second-factor.ts";
export { sessionQuery, useSession, useSignOut, useSwitchClient } from "./session.ts";
