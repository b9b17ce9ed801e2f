/** The problems of the draft's fields: those the server named, and fields that hold no value yet. */
import { useCallback, useMemo, useState } from "react";
import type { FieldProblem } from "~/shared/api/api-error.ts";
import type { Draft } from "~/staff/api/content.ts";
import { type FieldProblems, fieldProblems, problemsWithin } from "./field-problems.ts";

const NONE: FieldProblems = new Map();

export function useProblems() {
  const [named, setNamed] = useState(NONE);
  const [unparsed, setUnparsed] = useState(NONE);

  const show = useCallback((problems: readonly FieldProblem[], draft: Draft) => {
    setNamed(problems.length === 0 ? NONE : fieldProblems(problems, draft.content));
  }, []);
  /** Saving a draft that may have gaps proves nothing about those that publishing named. */
  const afterSave = useCallback(
    (problems: readonly FieldProblem[], draft: Draft) => {
      if (problems.length > 0) {
        show(problems, draft);
      }
    },
    [show],
  );
  const forget = useCallback((field: string | null) => {
    setNamed((before) => {
      if (field === null || !before.has(field)) {
        return before;
      }
      const after = new Map(before);
      after.delete(field);
      return after;
    });
  }, []);
  const report = useCallback((field: string, problem: string | null) => {
    setUnparsed((before) => {
      if ((before.get(field) ?? null) === problem) {
        return before;
      }
      const after = new Map(before);
      if (problem === null) {
        after.delete(field);
      } else {
        after.set(field, problem);
      }
      return after;
    });
  }, []);
  const all = useMemo(() => new Map([...named, ...unparsed]), [named, unparsed]);
  return {
    show,
    afterSave,
    forget,
    report,
    count: all.size,
    isBlocked: unparsed.size > 0,
    problemOf: (field: string) => named.get(field),
    problemsIn: (prefix: string) => problemsWithin(all, prefix),
  };
}
