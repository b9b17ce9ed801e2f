/** What the server wrote into the page, as far as signing in needs it. */
import { keptLanguage } from "~/shared/i18n/kept-language.ts";
import type { Ways } from "./address.ts";

export type Page = { language: string; sign_in: Ways };

export function readPage(): Page {
  const known = JSON.parse(document.getElementById("portico-brand")?.textContent || "{}") as Partial<Page>;
  return {
    language: keptLanguage() ?? known.language ?? "en",
    sign_in: known.sign_in ?? { sms: true, email: true, password: false },
  };
}
