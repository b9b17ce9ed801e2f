/**
 * The draft in the editor with what it was before: every change can be taken back. Typing in one field counts as one
 * change. Pure; the component keeps the value in a reducer.
 */
import type { Draft } from "~/staff/api/content.ts";

export type DraftHistory = {
  draft: Draft;
  past: readonly Draft[];
  future: readonly Draft[];
  /** The field that the last change was made in; further changes there join it. */
  field: string | null;
};

export type DraftAct =
  | { kind: "change"; field: string | null; change: (draft: Draft) => Draft }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "leave_field" }
  | { kind: "load"; draft: Draft };

/** How many steps can be taken back. */
const KEPT = 100;

export const openHistory = (draft: Draft): DraftHistory => ({ draft, past: [], future: [], field: null });

export function draftHistory(history: DraftHistory, act: DraftAct): DraftHistory {
  switch (act.kind) {
    case "change":
      return changed(history, act.field, act.change(history.draft));
    case "undo":
      return undone(history);
    case "redo":
      return redone(history);
    case "leave_field":
      return history.field === null ? history : { ...history, field: null };
    case "load":
      // The draft that is replaced stays one step back, so that loading another's loses nothing.
      return changed(history, null, act.draft);
  }
}

function changed(history: DraftHistory, field: string | null, draft: Draft): DraftHistory {
  if (draft === history.draft) {
    return history;
  }
  const joins = field !== null && field === history.field;
  const past = joins ? history.past : [...history.past, history.draft].slice(-KEPT);
  return { draft, past, future: [], field };
}

function undone(history: DraftHistory): DraftHistory {
  const before = history.past.at(-1);
  if (before === undefined) {
    return history;
  }
  return {
    draft: before,
    past: history.past.slice(0, -1),
    future: [history.draft, ...history.future],
    field: null,
  };
}

function redone(history: DraftHistory): DraftHistory {
  const [next, ...rest] = history.future;
  return next === undefined
    ? history
    : { draft: next, past: [...history.past, history.draft], future: rest, field: null };
}
