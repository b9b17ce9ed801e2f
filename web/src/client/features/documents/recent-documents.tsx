/** The newest documents, on the home page. */
import { FileText } from "lucide-react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { DocumentList } from "./document-list.tsx";
import { useDocuments } from "./queries.ts";

const SHOWN = 4;

export function RecentDocuments({ provider }: { provider: string }) {
  const t = useT();
  const documents = useDocuments({ q: "", status: "" });
  const newest = documents.data?.pages[0]?.items.slice(0, SHOWN);
  if (documents.isPending) {
    return <ListSkeleton rows={3} height={64} />;
  }
  if (newest === undefined) {
    return <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />;
  }
  return newest.length === 0 ? (
    <EmptyState
      icon={<FileText size={22} />}
      title={t("home.no_documents")}
      detail={t("home.no_documents_detail", { provider })}
    />
  ) : (
    <DocumentList documents={newest} compact />
  );
}
