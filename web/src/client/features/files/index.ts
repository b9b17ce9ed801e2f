/** Files that client and provider exchange. Their page is loaded when it is opened. */
export { DocumentsSwitch } from "./documents-switch.tsx";
export { fileFilter } from "./file-filter.ts";
export { ProjectFiles } from "./project-files.tsx";
