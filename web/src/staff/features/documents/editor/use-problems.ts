/** The problems of the draft's fields: those the server named, and fields that hold no value yet. */
import { useCallback, useMemo, useState } from "react";
import type { FieldProblem } from "~/shared/api/api-error.ts";
import type { Draft } from "~/staff/api/content.ts";
import { type FieldProblems, fieldProblems, problemsWithin } from "./field-problems.ts";

const NONE: FieldProblems = new Map();

const without = (problems: FieldProblems, field: string): FieldProblems =>
  problems.has(field) ? new Map([...problems].filter(([name]) => name !== field)) : problems;

export function useProblems() {
  /** Why the draft could not be saved; gone with the next save. */
  const [refused, setRefused] = useState(NONE);
  /** Why it could not be published; saving a draft, which may have gaps, proves nothing about these. */
  const [missing, setMissing] = useState(NONE);
  const [unparsed, setUnparsed] = useState(NONE);

  const afterSave = useCallback(
    (problems: readonly FieldProblem[], draft: Draft) =>
      setRefused((before) => {
        const after = problems.length === 0 ? NONE : fieldProblems(problems, draft.content);
        return before.size === 0 && after.size === 0 ? before : after;
      }),
    [],
  );
  const afterPublishing = useCallback(
    (problems: readonly FieldProblem[], draft: Draft) => setMissing(fieldProblems(problems, draft.content)),
    [],
  );
  const forget = useCallback((field: string | null) => {
    if (field !== null) {
      setRefused((before) => without(before, field));
      setMissing((before) => without(before, field));
    }
  }, []);
  const report = useCallback((field: string, problem: string | null) => {
    setUnparsed((before) => {
      if ((before.get(field) ?? null) === problem) {
        return before;
      }
      return problem === null ? without(before, field) : new Map(before).set(field, problem);
    });
  }, []);
  const named = useMemo(() => new Map([...missing, ...refused]), [missing, refused]);
  const all = useMemo(() => new Map([...named, ...unparsed]), [named, unparsed]);
  const problemOf = useCallback((field: string) => named.get(field), [named]);
  const problemsIn = useCallback((prefix: string) => problemsWithin(all, prefix), [all]);
  return {
    afterSave,
    afterPublishing,
    forget,
    report,
    count: all.size,
    isBlocked: unparsed.size > 0,
    problemOf,
    problemsIn,
  };
}
