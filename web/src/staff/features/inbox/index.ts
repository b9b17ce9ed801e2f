/** What other parts of the staff app may use of the inbox. */
export { InboxPage } from "./inbox-page.tsx";
export { useUnread, useUnreadCount } from "./queries.ts";
