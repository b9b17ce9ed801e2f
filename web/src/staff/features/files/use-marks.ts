/** Which rows of a list are marked. With shift held a mark reaches from the last one to this. */
import { useRef, useState } from "react";

/** The marks after `id` was pressed; pure. */
export function markedAfter(
  marked: ReadonlySet<string>,
  ids: readonly string[],
  id: string,
  from: string | undefined,
): Set<string> {
  const isMarked = !marked.has(id);
  const [here, there] = [ids.indexOf(id), from === undefined ? -1 : ids.indexOf(from)];
  const reached = there === -1 ? [id] : ids.slice(Math.min(here, there), Math.max(here, there) + 1);
  const next = new Set(marked);
  for (const each of reached) {
    isMarked ? next.add(each) : next.delete(each);
  }
  return next;
}

export type Marks = {
  /** Those of the rows that are shown. */
  marked: ReadonlySet<string>;
  toggle: (id: string, isRange: boolean) => void;
  isAll: boolean;
  toggleAll: () => void;
  clear: () => void;
};

/** `ids` are those of the rows that are shown, in their order. */
export function useMarks(ids: readonly string[]): Marks {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const marked = new Set(ids.filter((id) => kept.has(id)));
  const isAll = ids.length > 0 && marked.size === ids.length;
  return {
    marked,
    isAll,
    toggle: (id, isRange) => {
      setKept(markedAfter(marked, ids, id, isRange ? last.current : undefined));
      last.current = id;
    },
    toggleAll: () => setKept(new Set(isAll ? [] : ids)),
    clear: () => setKept(new Set()),
  };
}
