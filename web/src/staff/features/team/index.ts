/** What other parts of the staff app may use of the team. */
export { teamQuery } from "./queries.ts";
