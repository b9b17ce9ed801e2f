/** The newest documents, on the home page; what waits for an answer stands in a place of its own there. */
import { FileText } from "lucide-react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { HomeSection } from "../../shell/home-section.tsx";
import { DocumentList } from "./document-list.tsx";
import { useDocuments } from "./queries.ts";

const SHOWN = 4;

export function RecentDocuments({ provider }: { provider: string }) {
  const t = useT();
  const documents = useDocuments();
  const newest = documents.data?.pages[0]?.items;
  const answered = newest?.filter(({ state }) => state !== "open").slice(0, SHOWN);
  const isNone = newest?.length === 0;
  return (
    <HomeSection title={t("home.recent_documents")} all={{ path: paths.documents(), name: t("nav.documents") }}>
      {documents.isPending ? (
        <ListSkeleton rows={3} height={64} />
      ) : answered === undefined ? (
        <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />
      ) : answered.length === 0 ? (
        <EmptyState
          icon={<FileText size={22} />}
          title={t(isNone ? "home.no_documents" : "home.all_wait")}
          detail={t(isNone ? "home.no_documents_detail" : "home.all_wait_detail", { provider })}
        />
      ) : (
        <DocumentList documents={answered} compact />
      )}
    </HomeSection>
  );
}
