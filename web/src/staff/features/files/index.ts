/** What other parts of the staff app may use of files. */
export { FilesSection } from "./files-section.tsx";
export { fileQuery } from "./queries.ts";
export { UploadPanel } from "./uploads/upload-panel.tsx";
