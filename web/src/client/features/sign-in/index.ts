/** What the rest of the app needs to know of the session. */
export { sessionQuery, useSession, useSignOut } from "./session.ts";
