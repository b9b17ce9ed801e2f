/** The words of the staff app in English. `#one` and `#other` are the plural forms of the key before them. */
import { clientWords } from "./en-clients.ts";
import { documentWords } from "./en-documents.ts";
import { editorWords } from "./en-editor.ts";
import { recordWords } from "./en-records.ts";
import { settingWords } from "./en-settings.ts";
import { shellWords } from "./en-shell.ts";

export const english = {
  ...shellWords,
  ...documentWords,
  ...editorWords,
  ...clientWords,
  ...settingWords,
  ...recordWords,
} as const;
