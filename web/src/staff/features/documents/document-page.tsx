/** One quote for staff: to write, to publish, to deliver, and what came of it. */
import { useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { Activity } from "./activity.tsx";
import { DocumentHead } from "./document-head.tsx";
import classes from "./document-page.module.css";
import { Preview } from "./editor/preview.tsx";
import { QuoteEditor } from "./editor/quote-editor.tsx";
import { useDocument } from "./queries.ts";

export function DocumentPage() {
  const t = useT();
  const { documentId } = useParams({ from: "/signed-in/quotes/$documentId" });
  const document = useDocument(documentId);
  usePageTitle(document.data?.title ?? t("documents.title"));
  if (document.data !== undefined) {
    return document.data.status === "withdrawn" ? (
      <WithdrawnQuote document={document.data} />
    ) : (
      <QuoteEditor key={documentId} document={document.data} />
    );
  }
  if (document.isError) {
    const missing = document.error instanceof ApiError && document.error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  }
  return <ListSkeleton rows={6} />;
}

/** Read only: what it was, and what came of it. */
function WithdrawnQuote({ document }: { document: StaffDocument }) {
  const t = useT();
  return (
    <>
      <DocumentHead document={document} title={document.title} />
      <div className={classes.notice}>
        <Notice tone="info" title={t("editor.locked")} />
      </div>
      <div className={classes.split}>
        <Activity document={document} />
        <Preview documentId={document.id} revision={document.draft_revision} clientName={document.client.name} />
      </div>
    </>
  );
}
