/** The receipt of a decision: everything that is kept of it, to read and to print. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { FileQuestion, FileText, Printer } from "lucide-react";
import { ApiError } from "~/shared/api/api-error.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { receiptQuery } from "./queries.ts";
import { ReceiptFacts } from "./receipt-facts.tsx";
import classes from "./receipt-page.module.css";

export function ReceiptPage() {
  const t = useT();
  const { decisionId } = useParams({ from: "/portal/history/$decisionId" });
  const receipt = useQuery(receiptQuery(decisionId));
  usePageTitle(t("receipt.title"));
  if (receipt.data === undefined) {
    if (!receipt.isError) {
      return <ListSkeleton rows={4} height={64} />;
    }
    return receipt.error instanceof ApiError && receipt.error.status === 404 ? (
      <EmptyState
        isPage
        icon={<FileQuestion size={22} />}
        title={t("receipt.not_found")}
        detail={t("receipt.not_found_detail")}
        action={
          <Button renderRoot={(props) => <Link {...props} {...paths.history()} />}>{t("receipt.to_history")}</Button>
        }
      />
    ) : (
      <ErrorState error={receipt.error} onRetry={() => void receipt.refetch()} />
    );
  }
  const { document } = receipt.data;
  return (
    <div className={classes.page}>
      <PageHeading title={t("receipt.title")} detail={receipt.data.title} />
      <ReceiptFacts receipt={receipt.data} />
      <p className={classes.note}>{t("receipt.note")}</p>
      <div className={`${classes.ends} no-print`}>
        <Button variant="default" leftSection={<Printer size={18} />} onClick={() => window.print()}>
          {t("confirmed.print")}
        </Button>
        {document !== null && (
          <Button
            variant="default"
            leftSection={<FileText size={18} />}
            renderRoot={(props) => <Link {...props} {...paths.document(document.year, document.slug)} />}
          >
            {t("receipt.open_document")}
          </Button>
        )}
      </div>
    </div>
  );
}
