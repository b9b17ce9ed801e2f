/** Where on the page the parts of a block are, for whoever moves the focus. */

/** The first field of a block, to write on in it. */
export const firstFieldOf = (blockId: string): string =>
  `[data-block="${blockId}"] :is(input:not([type="file"]), textarea)`;

/** The head of a block, which is there even when it is folded. */
export const headOf = (blockId: string): string => `[data-block="${blockId}"] [data-fold]`;
