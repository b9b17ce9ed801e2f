/** The words of the staff app in English, over those of the shared components. */
import { en as shared } from "~/shared/i18n/en.ts";
import { typedTexts } from "~/shared/i18n/texts.tsx";
import { actWords } from "./en-acts.ts";
import { brandWords } from "./en-brands.ts";
import { clientSettingWords } from "./en-client-settings.ts";
import { clientWords } from "./en-clients.ts";
import { deskWords } from "./en-desk.ts";
import { documentWords } from "./en-documents.ts";
import { editorWords } from "./en-editor.ts";
import { fileWords } from "./en-files.ts";
import { operatorWords } from "./en-operator.ts";
import { projectWords } from "./en-projects.ts";
import { recordWords } from "./en-records.ts";
import { setUpWords } from "./en-set-up.ts";
import { settingWords } from "./en-settings.ts";
import { settingsAreaWords } from "./en-settings-area.ts";
import { shellWords } from "./en-shell.ts";
import { signInSettingWords } from "./en-sign-in-settings.ts";
import { teamWords } from "./en-team.ts";
import { templateWords } from "./en-templates.ts";

const own = {
  ...shellWords,
  ...deskWords,
  ...documentWords,
  ...editorWords,
  ...templateWords,
  ...clientWords,
  ...clientSettingWords,
  ...settingWords,
  ...settingsAreaWords,
  ...signInSettingWords,
  ...brandWords,
  ...recordWords,
  ...actWords,
  ...teamWords,
  ...operatorWords,
  ...setUpWords,
  ...projectWords,
  ...fileWords,
};

export const english = { ...shared, ...own };
export type TextKey = keyof typeof own;
export const useT = typedTexts<TextKey>();

/** Whether a key that comes from the server's words (an act, a state) has a text. */
export const hasText = (key: string): key is TextKey => key in own;
