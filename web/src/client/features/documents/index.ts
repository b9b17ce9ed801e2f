/** The documents that were published for the client. The quote's own pages are loaded when they are opened. */
export { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
export { documentFilter } from "./document-filter.ts";
export { DocumentsPage } from "./documents-page.tsx";
export { RecentDocuments } from "./recent-documents.tsx";
export type { Acknowledged } from "./use-acknowledge.ts";
