/**
 * What two people changed of the same draft, part by part, and the draft that holds what both wrote. Pure. A part is the
 * title, one thing of the settings, or one block; blocks are told apart by identity, wherever they stand.
 */
import type { Block, Content, Draft } from "~/staff/api/content.ts";

export type Setting = Exclude<keyof Content, "blocks">;
export type Side = "mine" | "theirs";
/** What one of them did with a part, since the draft that both began with. */
export type Deed = "same" | "changed" | "added" | "removed";

export type Difference = {
  /** `title`, the name of a setting, or `blocks/<id>`. */
  part: string;
  /** The block as it stands with whoever still has it. */
  block: Block | null;
  mine: Deed;
  theirs: Deed;
};

const SETTINGS: Setting[] = ["intro", "valid_until", "currency", "deposit", "payment", "next_steps"];

/** Whether two values say the same, whatever the order of their members. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || written(a) === written(b);

const written = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? "";

const blockOf = (draft: Draft, id: string): Block | undefined => draft.content.blocks.find((block) => block.id === id);

function deed<T>(base: T | undefined, now: T | undefined): Deed {
  if (isSame(base, now)) {
    return "same";
  }
  return base === undefined ? "added" : now === undefined ? "removed" : "changed";
}

/** The parts that differ between `mine` and `theirs`, in the order of the page. */
export function differences(base: Draft, mine: Draft, theirs: Draft): Difference[] {
  const found: Difference[] = [];
  const compare = (part: string, values: [unknown, unknown, unknown], block: Block | null = null) => {
    const [before, here, there] = values;
    if (!isSame(here, there)) {
      found.push({ part, block, mine: deed(before, here), theirs: deed(before, there) });
    }
  };
  compare("title", [base.title, mine.title, theirs.title]);
  for (const id of orderOf(base, mine, theirs)) {
    const [before, here, there] = [blockOf(base, id), blockOf(mine, id), blockOf(theirs, id)];
    compare(`blocks/${id}`, [before, here, there], here ?? there ?? null);
  }
  for (const name of SETTINGS) {
    compare(name, [base.content[name], mine.content[name], theirs.content[name]]);
  }
  return found;
}

/** Whether both changed it, so that somebody has to say whose counts. */
export const isContested = ({ mine, theirs }: Difference): boolean => mine !== "same" && theirs !== "same";

/** What both wrote; where both changed a part, what `choose` says of it. */
export function merged(base: Draft, mine: Draft, theirs: Draft, choose: (part: string) => Side): Draft {
  const pick = <T>(part: string, before: T, here: T, there: T): T => {
    if (isSame(before, here) || isSame(here, there)) {
      return there;
    }
    return isSame(before, there) || choose(part) === "mine" ? here : there;
  };
  const blocks = orderOf(base, mine, theirs).flatMap((id) => {
    const block = pick(`blocks/${id}`, blockOf(base, id), blockOf(mine, id), blockOf(theirs, id));
    return block === undefined ? [] : [block];
  });
  const settings = SETTINGS.map((name) => [
    name,
    pick<unknown>(name, base.content[name], mine.content[name], theirs.content[name]),
  ]);
  const title = pick("title", base.title, mine.title, theirs.title);
  return { title, content: { ...theirs.content, ...Object.fromEntries(settings), blocks } };
}

const idsOf = (draft: Draft): string[] => draft.content.blocks.map(({ id }) => id);

/** All blocks of either: in my order where I moved any, else in theirs, each new one of the other after its neighbour. */
function orderOf(base: Draft, mine: Draft, theirs: Draft): string[] {
  const [before, here, there] = [idsOf(base), idsOf(mine), idsOf(theirs)];
  const kept = before.filter((id) => here.includes(id));
  const moved = !isSame(
    kept,
    here.filter((id) => before.includes(id)),
  );
  const [first, second] = moved ? [here, there] : [there, here];
  const order = [...first];
  for (const [place, id] of second.entries()) {
    if (!order.includes(id)) {
      const neighbour = second.slice(0, place).findLast((each) => order.includes(each));
      order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
    }
  }
  return order;
}
