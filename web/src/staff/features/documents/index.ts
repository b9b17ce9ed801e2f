/** What other parts of the staff app may use of documents. */
export { DocumentStatusTag } from "./document-status-tag.tsx";
export { DocumentsPage } from "./documents-page.tsx";
export { documentList, useDocuments } from "./queries.ts";
