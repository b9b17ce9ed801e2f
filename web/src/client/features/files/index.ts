/** Files that client and provider exchange. Their page, and their part of a project, are loaded when they are opened. */
export { DocumentsSwitch } from "./documents-switch.tsx";
export { fileFilter } from "./file-filter.ts";
