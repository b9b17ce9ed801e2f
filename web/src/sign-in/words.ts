/** The words of the page in the language of whoever reads it. */
import { ApiError } from "~/shared/api/api-error.ts";
import { readPage } from "./page.ts";
import { type TextKey, textsOf } from "./texts.ts";

export const page = readPage();
export const say = textsOf(page.language);

/** What an error that is nobody's mistake says. */
export function textOf(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return say("error.unknown");
  }
  if (error.status === 0) {
    return say("error.unreachable");
  }
  return error.status === 429
    ? say("error.limit", { minutes: Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60)) })
    : say("error.unknown");
}

/** Puts the reader's language in place of the English that the page came with. */
export function translate(): void {
  document.documentElement.lang = page.language;
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.textContent = say(element.dataset.t as TextKey);
  }
}
