/** The newest documents, on the home page; what waits for an answer stands in a place of its own there. */
import { FileText } from "lucide-react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { DocumentList } from "./document-list.tsx";
import { useDocuments } from "./queries.ts";

const SHOWN = 4;

/** What the home shows of them; undefined while that is not known. */
export function useRecentDocuments() {
  const newest = useDocuments().data?.pages[0]?.items;
  return newest?.filter(({ state }) => state !== "open").slice(0, SHOWN);
}

export function RecentDocuments({ provider }: { provider: string }) {
  const t = useT();
  const documents = useDocuments();
  const answered = useRecentDocuments();
  const isNone = documents.data?.pages[0]?.items.length === 0;
  if (answered?.length === 0 && !isNone) {
    return null;
  }
  return (
    <HomeSection title={t("home.recent_documents")} all={{ path: paths.documents(), name: t("nav.documents") }}>
      {documents.isPending ? (
        <ListSkeleton rows={3} height={64} />
      ) : answered === undefined ? (
        <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />
      ) : answered.length === 0 ? (
        <EmptyState
          icon={<FileText size={22} />}
          title={t("home.no_documents")}
          detail={t("home.no_documents_detail", { provider })}
        />
      ) : (
        <DocumentList documents={answered} compact />
      )}
    </HomeSection>
  );
}
