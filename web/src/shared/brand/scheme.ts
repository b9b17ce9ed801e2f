/** Light or dark, kept per browser. */
import { applyKeptScheme } from "./apply-scheme.ts";

export const SCHEME_KEY = "portico-scheme";

// Where the early script was not there, as in a development server.
applyKeptScheme();
