/** The texts of the client app and of what it shares with the staff app. */
import type { en as shared } from "~/shared/i18n/en.ts";
import { typedTexts } from "~/shared/i18n/texts.tsx";
import type { en } from "./en.ts";

export type TextKey = keyof typeof en | keyof typeof shared;
export const useT = typedTexts<TextKey>();
