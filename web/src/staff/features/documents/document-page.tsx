/** One quote for staff: to write, to publish, to deliver, and what came of it. */
import { useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { Activity } from "./activity.tsx";
import { DocumentHead } from "./document-head.tsx";
import classes from "./document-page.module.css";
import { DocumentStanding } from "./document-standing.tsx";
import { Preview } from "./editor/preview.tsx";
import { QuoteEditor } from "./editor/quote-editor.tsx";
import { useDocument } from "./queries.ts";

export function DocumentPage() {
  const t = useT();
  const { documentId } = useParams({ from: "/signed-in/quotes/$documentId" });
  const document = useDocument(documentId);
  usePageTitle(document.data?.title ?? t("documents.title"));
  if (document.data !== undefined) {
    return document.data.may.edit ? (
      <QuoteEditor key={documentId} document={document.data} />
    ) : (
      <LockedDocument document={document.data} />
    );
  }
  if (document.isError) {
    const missing = document.error instanceof ApiError && document.error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  }
  return <ListSkeleton rows={6} />;
}

/** Nothing to be sent before it is acted on: nobody writes it now. */
const AS_IT_IS = { isBlocked: false, onSave: () => Promise.resolve(true), onProblems: () => {} };

/** Read only: what it is, why it can't be changed now, and what came of it. */
function LockedDocument({ document }: { document: StaffDocument }) {
  return (
    <>
      <DocumentHead document={document} inHand={{ ...AS_IT_IS, title: document.title }} />
      <DocumentStanding document={document} />
      <div className={classes.split}>
        <Activity document={document} />
        <Preview documentId={document.id} revision={document.draft_revision} clientName={document.client.name} />
      </div>
    </>
  );
}
