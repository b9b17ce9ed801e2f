/** What other parts of the staff app may use of clients. */
export { ClientSelect } from "./client-select.tsx";
export { clientOptionsQuery, clientQuery } from "./queries.ts";
