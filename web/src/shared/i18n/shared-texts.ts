/** The texts of the shared components, for which both apps carry the catalogue. */
import type { en } from "./en.ts";
import { typedTexts } from "./texts.tsx";

export const useSharedT = typedTexts<keyof typeof en>();
