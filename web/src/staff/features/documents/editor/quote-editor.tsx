/** The quote editor: writing on one side, what the client sees on the other. */
import { SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import { useLocale } from "~/shared/i18n/texts.tsx";
import type { Draft } from "~/staff/api/content.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { Activity } from "../activity.tsx";
import { DocumentHead } from "../document-head.tsx";
import { DocumentStanding } from "../document-standing.tsx";
import { useKind } from "../kind.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { DraftForm } from "./draft-form.tsx";
import { draftHistory } from "./draft-history.ts";
import { EditingBar } from "./editing-bar.tsx";
import { type Editor, EditorContext } from "./editor-context.ts";
import { Preview } from "./preview.tsx";
import classes from "./quote-editor.module.css";
import { SaveStatus } from "./save-status.tsx";
import { startDraft } from "./start-draft.ts";
import { UndoButtons } from "./undo-buttons.tsx";
import { useAutosave } from "./use-autosave.ts";
import { useKeptDraft } from "./use-kept-draft.ts";
import { useProblems } from "./use-problems.ts";
import { hideUndoNotice, useUndo } from "./use-undo.ts";

type View = "write" | "preview" | "activity";
const BROUGHT_BACK = "brought-back";

export function QuoteEditor({ document }: { document: StaffDocument }) {
  const t = useT();
  const notify = useNotify();
  const locale = useLocale();
  const keeper = useKeptDraft(document.id);
  const [start] = useState(() => startDraft(document, keeper.read()));
  const [history, act] = useReducer(draftHistory, start.history);
  const [view, setView] = useState<View>("write");
  const problems = useProblems();
  const load = useCallback((draft: Draft) => act({ kind: "load", draft }), []);
  const autosave = useAutosave({
    document,
    draft: history.draft,
    start,
    keeper,
    isBlocked: problems.isBlocked,
    onProblems: problems.afterSave,
    onLoad: load,
  });
  const { keptAt } = start;
  useEffect(() => {
    if (keptAt !== null) {
      const time = new Date(keptAt).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
      notify({ id: BROUGHT_BACK, message: t("save.brought_back", { time }) });
    }
  }, [keptAt, locale, notify, t]);
  const [said, say] = useState("");
  const { undo, redo, offerUndo } = useUndo(history, act);
  useHotkeys([["mod+S", () => void autosave.save()]], []);

  const { forget, report, problemOf, problemsIn } = problems;
  const { id: documentId, usual_tax: usualTax, allowed_blocks: allowedBlocks, images } = document;
  const kind = useKind(document);
  const asksForChoice = document.allowed_actions.includes("choose");
  const editor = useMemo<Editor>(
    () => ({
      documentId,
      kind,
      draft: history.draft,
      usualTax,
      allowedBlocks,
      asksForChoice,
      pictureOf: (imageId) => images.find(({ id }) => id === imageId)?.url,
      change: (field, change) => {
        hideUndoNotice();
        forget(field);
        // What the content lacks as a whole may be there now.
        forget("blocks");
        act({ kind: "change", field, change });
      },
      leave: () => act({ kind: "leave_field" }),
      problemOf,
      problemsIn,
      report,
      offerUndo,
      say,
    }),
    [
      documentId,
      kind,
      history.draft,
      usualTax,
      allowedBlocks,
      asksForChoice,
      images,
      forget,
      report,
      problemOf,
      problemsIn,
      offerUndo,
    ],
  );
  const labels = { write: t("editor.tab.write"), preview: t("editor.tab.preview"), activity: t("editor.tab.activity") };
  const tabs = (views: View[], shown: View, className: string | undefined) => (
    <SegmentedControl
      className={className ?? ""}
      size="sm"
      fullWidth
      value={shown}
      onChange={(next) => setView(next as View)}
      data={views.map((value) => ({ value, label: labels[value] }))}
    />
  );
  return (
    <EditorContext value={editor}>
      <DocumentHead
        document={document}
        inHand={{
          title: history.draft.title,
          isBlocked: problems.isBlocked,
          onSave: autosave.save,
          onProblems: (named) => {
            problems.afterPublishing(named, history.draft);
            setView("write");
          },
        }}
      >
        <SaveStatus
          state={problems.isBlocked ? "invalid" : autosave.state}
          problems={problems.count}
          onSave={() => void autosave.save()}
        />
        <UndoButtons
          canUndo={history.past.length > 0}
          canRedo={history.future.length > 0}
          onUndo={undo}
          onRedo={redo}
        />
      </DocumentHead>
      <EditingBar documentId={documentId} />
      <DocumentStanding
        document={document}
        onWrite={() => {
          setView("write");
          focusSoon('[data-field="title"]');
        }}
      />
      {tabs(["write", "preview", "activity"], view, classes.phoneTabs)}
      <div className={classes.split} data-view={view}>
        <div className={classes.write}>
          <DraftForm />
          <span className="visually-hidden" aria-live="polite">
            {said}
          </span>
        </div>
        <div className={classes.other}>
          {tabs(["preview", "activity"], view === "activity" ? "activity" : "preview", classes.wideTabs)}
          {view === "activity" ? (
            <Activity document={document} />
          ) : (
            <Preview documentId={document.id} revision={document.draft_revision} clientName={document.client.name} />
          )}
        </div>
      </div>
      <ConflictDialog
        conflict={autosave.conflict}
        mine={history.draft}
        onSettle={async (chosen) => {
          await autosave.settle(chosen);
          notify({ message: t("save.conflict.settled") });
        }}
      />
    </EditorContext>
  );
}
