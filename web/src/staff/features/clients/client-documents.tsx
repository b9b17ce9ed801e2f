/** The newest quotes of one client. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { ErrorState } from "~/shared/ui/list-states.tsx";
import { DocumentStatusTag, documentList } from "~/staff/features/documents/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./client-page.module.css";

export function ClientDocuments({ clientId }: { clientId: string }) {
  const t = useT();
  const format = useFormat();
  const documents = useQuery(documentList({ client_id: clientId }));
  if (documents.isError) {
    return <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />;
  }
  if (documents.data === undefined) {
    return <Skeleton height={44} mt="sm" />;
  }
  if (documents.data.items.length === 0) {
    return <p className={classes.none}>{t("client.quotes.empty")}</p>;
  }
  return (
    <ul className={classes.documents}>
      {documents.data.items.map((document) => (
        <li key={document.id} className={classes.document}>
          <span className={classes.quote}>
            <Link {...paths.document(document.id)}>
              {document.title === "" ? t("document.untitled") : document.title}
            </Link>
            <span className={classes.number}>{document.number ?? t("document.no_number")}</span>
          </span>
          <DocumentStatusTag status={document.status} state={document.state} />
          {document.total_minor !== null && (
            <span className={classes.total}>{format.money(document.total_minor, document.currency)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
