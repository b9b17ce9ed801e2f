/** What other parts of the staff app may use of document types. */
export { useChangeType } from "./queries.ts";
