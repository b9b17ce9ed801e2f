/**
 * For a button that can do nothing now: it is shown and called disabled, but keeps the focus, so that whoever got there
 * by pressing it is not thrown out of the page. Its act has to look for itself.
 */
export const idleWhen = (isIdle: boolean) =>
  isIdle ? ({ "aria-disabled": true, "data-disabled": true } as const) : {};
