/** What other features may use of orgs. */
export { useActFor } from "./queries.ts";
