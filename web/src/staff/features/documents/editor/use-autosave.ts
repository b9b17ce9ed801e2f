/**
 * Saves the draft a moment after the last change, one request at a time. A draft that somebody else saved meanwhile is
 * never overwritten unasked: then the state is `conflict` until staff choose.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, type FieldProblem } from "~/shared/api/api-error.ts";
import type { Draft } from "~/staff/api/content.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { documentQuery, fetchDocument, saveDraft } from "../queries.ts";

export type SaveState = "saved" | "pending" | "saving" | "failed" | "invalid" | "conflict";

const PAUSE_MS = 700;
const RETRY_MS = 5_000;

export const draftOf = (document: StaffDocument): Draft => ({ title: document.title, content: document.draft });

type Autosave = {
  document: StaffDocument;
  draft: Draft;
  /** While a field holds what is no value, nothing is sent. */
  isBlocked: boolean;
  onProblems: (problems: FieldProblem[], draft: Draft) => void;
  /** The server holds another draft, which takes this one's place in the editor. */
  onLoad: (draft: Draft) => void;
};

export function useAutosave({ document, draft, isBlocked, onProblems, onLoad }: Autosave) {
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>("saved");
  const latest = useRef(draft);
  const saved = useRef(draft);
  const revision = useRef(document.draft_revision);
  const running = useRef<Promise<boolean> | null>(null);
  latest.current = draft;

  const keep = useCallback(
    (answer: StaffDocument) => {
      revision.current = answer.draft_revision;
      queries.setQueryData(documentQuery(answer.id).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ["documents", "list"], refetchType: "none" });
    },
    [queries],
  );

  const send = useCallback(
    async (sent: Draft): Promise<boolean> => {
      setState("saving");
      try {
        keep(await saveDraft(document.id, revision.current, sent));
        saved.current = sent;
        onProblems([], sent);
        setState(latest.current === sent ? "saved" : "pending");
        return true;
      } catch (error) {
        setState(stateAfter(error));
        if (error instanceof ApiError && error.status === 422) {
          onProblems(error.fields, sent);
        }
        return false;
      }
    },
    [document.id, keep, onProblems],
  );

  /** Saves what is not saved yet; true when the server holds the draft as it is now. */
  const save = useCallback(async (): Promise<boolean> => {
    while (running.current !== null) {
      await running.current;
    }
    if (latest.current === saved.current) {
      return true;
    }
    const run = send(latest.current);
    running.current = run;
    const done = await run;
    running.current = null;
    return done && latest.current === saved.current;
  }, [send]);

  useEffect(() => {
    if (draft === saved.current || isBlocked) {
      return;
    }
    setState((now) => (now === "conflict" ? now : "pending"));
    const timer = setTimeout(() => {
      setState((now) => {
        if (now !== "conflict") {
          void save();
        }
        return now;
      });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, isBlocked, save]);

  useEffect(() => {
    if (state !== "failed") {
      return;
    }
    const timer = setTimeout(() => void save(), RETRY_MS);
    return () => clearTimeout(timer);
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
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current !== saved.current) {
        event.preventDefault();
      }
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);

  // Leaving the page inside the app sends what is left.
  useEffect(() => () => void save(), [save]);

  const loadOther = async () => {
    const other = await fetchDocument(document.id);
    const theirs = draftOf(other);
    saved.current = theirs;
    keep(other);
    onLoad(theirs);
    setState("saved");
  };
  const keepMine = async () => {
    keep(await fetchDocument(document.id));
    await save();
  };
  return { state, save, loadOther, keepMine };
}

function stateAfter(error: unknown): SaveState {
  if (error instanceof ApiError && error.status === 409) {
    return "conflict";
  }
  return error instanceof ApiError && error.status === 422 ? "invalid" : "failed";
}
