/** Where two drafts differ first, to show it after a change was taken back. Pure. */
import type { Draft } from "~/staff/api/content.ts";

export type ChangedPlace = { kind: "block"; id: string } | { kind: "field"; name: string } | { kind: "settings" };

/** The place in `after`; null when nothing differs. A block that is gone leaves its neighbour. */
export function changedPlace(before: Draft, after: Draft): ChangedPlace | null {
  if (before.title !== after.title) {
    return { kind: "field", name: "title" };
  }
  const [was, is] = [before.content.blocks, after.content.blocks];
  // Blocks that nobody touched stay the same value.
  const place = is.findIndex((block, at) => block !== was[at]);
  const shorter = is.length < was.length ? is.length - 1 : -1;
  const block = is[place === -1 ? shorter : place];
  if (block !== undefined) {
    return { kind: "block", id: block.id };
  }
  if (before.content.intro !== after.content.intro) {
    return { kind: "field", name: "intro" };
  }
  return before.content === after.content ? null : { kind: "settings" };
}
