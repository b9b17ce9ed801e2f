/** Moves the focus to what an act has brought about, which is drawn after the act. */

const DRAWN_MS = 60;

export function focusSoon(selector: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), DRAWN_MS);
}

/** The first field of a block, to write on in it. */
export const firstFieldOf = (blockId: string): string =>
  `[data-block="${blockId}"] :is(input:not([type="file"]), textarea)`;

/** The head of a block, which is there even when it is folded. */
export const headOf = (blockId: string): string => `[data-block="${blockId}"] [data-fold]`;
