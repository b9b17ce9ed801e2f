/** With what a draft opens: as the server holds it, or with what this browser kept of it. */
import type { Draft } from "~/staff/api/content.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { type DraftHistory, draftHistory, openHistory } from "./draft-history.ts";
import { type KeptDraft, opened } from "./kept-draft.ts";

export type StartDraft = {
  history: DraftHistory;
  /** What the server held, of `revision`, when the draft was written on. */
  base: Draft;
  revision: number;
  /** The server holds a newer one than `base`. */
  isBehind: boolean;
  /** Since when this browser kept what it brings back; null when it brings back nothing. */
  keptAt: string | null;
};

export const draftOf = (document: StaffDocument): Draft => ({ title: document.title, content: document.draft });

export function startDraft(document: StaffDocument, kept: KeptDraft | null): StartDraft {
  const server = draftOf(document);
  const how = opened(server, document.draft_revision, kept);
  if (how.kind === "plain") {
    const revision = document.draft_revision;
    return { history: openHistory(server), base: server, revision, isBehind: false, keptAt: null };
  }
  const isBehind = how.kind === "behind";
  const base = isBehind ? how.kept.base : server;
  return {
    // Brought back as one step that can be undone.
    history: draftHistory(openHistory(base), { kind: "load", draft: how.kept.draft }),
    base,
    revision: how.kept.draft_revision,
    isBehind,
    keptAt: isBehind ? null : how.kept.at,
  };
}
