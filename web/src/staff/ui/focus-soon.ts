/** Moves the focus to what an act has brought about, which is drawn after the act. */

const DRAWN_MS = 60;

export function focusSoon(selector: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), DRAWN_MS);
}
