/** What other parts of the staff app may use of documents. */
export { ChannelChoice } from "./channel-choice.tsx";
export { DeliveredLink } from "./delivered-link.tsx";
export { DocumentStatusTag } from "./document-status-tag.tsx";
export { DocumentsPage } from "./documents-page.tsx";
export { parseDecimal, type Separators, separatorsOf } from "./editor/decimal.ts";
export { documentList, documentQuery, documentSettingsQuery, documentTypesQuery, useDocuments } from "./queries.ts";
