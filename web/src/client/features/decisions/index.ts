/** What waits for the client, and what it decided. */
export { HistoryPage } from "./history-page.tsx";
export { HomePage } from "./home-page.tsx";
export { useActionItems, useWaitingCount } from "./queries.ts";
