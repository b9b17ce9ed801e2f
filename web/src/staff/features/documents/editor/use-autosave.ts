/**
 * Saves the draft a moment after the last change, one request at a time; until the server has it, this browser keeps
 * it. A draft that somebody else saved meanwhile is never overwritten unasked: then there is a conflict until staff
 * choose.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, type FieldProblem } from "~/shared/api/api-error.ts";
import type { Draft } from "~/staff/api/content.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { documentQuery, fetchDocument, saveDraft, saveDraftOnLeaving } from "../queries.ts";
import { isSame } from "./draft-difference.ts";
import { draftOf, type StartDraft } from "./start-draft.ts";
import type { Keeper } from "./use-kept-draft.ts";

/** `kept`: on this device only, since the server can't be reached. `refused`: it may not be changed any more. */
export type SaveState = "saved" | "pending" | "saving" | "kept" | "failed" | "invalid" | "refused" | "conflict";

/** What somebody else saved, and what both began with. */
export type Conflict = { base: Draft; theirs: StaffDocument };

const PAUSE_MS = 700;
const RETRY_MS = 5_000;

type Autosave = {
  document: StaffDocument;
  draft: Draft;
  start: StartDraft;
  keeper: Keeper;
  /** While a field holds what is no value, nothing is sent. */
  isBlocked: boolean;
  onProblems: (problems: FieldProblem[], draft: Draft) => void;
  /** Another draft takes this one's place in the editor. */
  onLoad: (draft: Draft) => void;
};

export function useAutosave({ document, draft, start, keeper, isBlocked, onProblems, onLoad }: Autosave) {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(
    start.isBehind ? { base: start.base, theirs: document } : null,
  );
  const [state, setState] = useState<SaveState>(draft === start.base ? "saved" : "pending");
  const latest = useRef(draft);
  const saved = useRef(start.base);
  const revision = useRef(start.revision);
  const running = useRef<Promise<boolean> | null>(null);
  const isHalted = useRef(start.isBehind);
  latest.current = draft;

  /** This browser holds what the server does not. */
  const keepHere = useCallback(() => {
    if (latest.current === saved.current) {
      keeper.forget();
    } else {
      keeper.keep({ draft: latest.current, base: saved.current, draft_revision: revision.current });
    }
  }, [keeper]);

  const adopt = useCallback(
    (answer: StaffDocument, as: Draft) => {
      revision.current = answer.draft_revision;
      saved.current = as;
      keepHere();
      queries.setQueryData(documentQuery(answer.id).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ["documents", "list"], refetchType: "none" });
    },
    [queries, keepHere],
  );

  const settled = useCallback(
    (sent: Draft): true => {
      onProblems([], sent);
      setState(latest.current === sent ? "saved" : "pending");
      return true;
    },
    [onProblems],
  );

  /** What was sent is older than what the server holds: unless that is the same, somebody has to choose. */
  const meet = useCallback(
    async (sent: Draft): Promise<boolean> => {
      const theirs = await fetchDocument(document.id);
      if (isSame(draftOf(theirs), sent)) {
        adopt(theirs, sent);
        return settled(sent);
      }
      isHalted.current = true;
      setConflict({ base: saved.current, theirs });
      return false;
    },
    [document.id, adopt, settled],
  );

  const send = useCallback(
    async (sent: Draft): Promise<boolean> => {
      if (!navigator.onLine && keeper.flush()) {
        setState("kept");
        return false;
      }
      setState("saving");
      try {
        adopt(await saveDraft(document.id, revision.current, sent), sent);
        return settled(sent);
      } catch (error) {
        if (error instanceof ApiError && error.code === "draft_changed") {
          return meet(sent).catch(() => {
            setState("failed");
            return false;
          });
        }
        const next = stateAfter(error, keeper);
        setState(next);
        if (next === "refused") {
          isHalted.current = true;
          void queries.invalidateQueries({ queryKey: ["documents"] });
        }
        if (error instanceof ApiError && error.status === 422) {
          onProblems(error.fields, sent);
        }
        return false;
      }
    },
    [document.id, adopt, settled, meet, keeper, queries, onProblems],
  );

  /** Saves what is not saved yet; true when the server holds the draft as it is now. */
  const save = useCallback(async (): Promise<boolean> => {
    while (running.current !== null) {
      await running.current;
    }
    if (latest.current === saved.current || isHalted.current) {
      return latest.current === saved.current;
    }
    const run = send(latest.current);
    running.current = run;
    const done = await run;
    running.current = null;
    return done && latest.current === saved.current;
  }, [send]);

  useEffect(() => {
    keepHere();
    if (draft === saved.current) {
      setState("saved");
      return;
    }
    if (isBlocked) {
      return;
    }
    setState("pending");
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, isBlocked, save, keepHere]);

  useEffect(() => {
    if (state !== "failed" && state !== "kept") {
      return;
    }
    const again = () => void save();
    const timer = setTimeout(again, RETRY_MS);
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [state, save]);

  // Somebody else saved while nothing was being written here: show theirs.
  useEffect(() => {
    if (document.draft_revision > revision.current && latest.current === saved.current) {
      const theirs = draftOf(document);
      revision.current = document.draft_revision;
      saved.current = theirs;
      onLoad(theirs);
    }
  }, [document, onLoad]);

  useEffect(() => {
    const isAhead = () => latest.current !== saved.current;
    const onHide = () => {
      if (isAhead() && !isHalted.current && !isBlocked && running.current === null) {
        saveDraftOnLeaving(document.id, revision.current, latest.current);
      }
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (isAhead() && !keeper.flush()) {
        event.preventDefault();
      }
    };
    addEventListener("pagehide", onHide);
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("pagehide", onHide);
      removeEventListener("beforeunload", warn);
    };
  }, [document.id, keeper, isBlocked]);

  // Leaving the page inside the app sends what is left.
  useEffect(() => () => void save(), [save]);

  /** Ends the conflict: `draft` counts, written on top of theirs. */
  const settle = async (chosen: Draft): Promise<void> => {
    if (conflict === null) {
      return;
    }
    isHalted.current = false;
    const isMine = chosen === latest.current;
    adopt(conflict.theirs, isSame(draftOf(conflict.theirs), chosen) ? chosen : draftOf(conflict.theirs));
    setConflict(null);
    if (isMine) {
      await save();
    } else {
      onLoad(chosen);
    }
  };
  return { state: conflict === null ? state : ("conflict" as const), conflict, save, settle };
}

function stateAfter(error: unknown, keeper: Keeper): SaveState {
  const status = error instanceof ApiError ? error.status : -1;
  if (status === 422) {
    return "invalid";
  }
  if (status === 409 || status === 403) {
    return "refused";
  }
  return status === 0 && keeper.flush() ? "kept" : "failed";
}
