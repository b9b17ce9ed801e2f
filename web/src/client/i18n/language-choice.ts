/** How a page changes the language. */
import { createContext } from "react";

export const LanguageChoice = createContext<(language: string) => void>(() => {});
