/** One document at its own address: on its way, here, gone, or never there. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeftRight, FileQuestion, FileX } from "lucide-react";
import { useSwitchClient } from "~/client/features/sign-in/index.ts";
import { ApiError } from "~/shared/api/api-error.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { EmptyState, ErrorState } from "~/shared/ui/list-states.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { DocumentSkeleton } from "./document-skeleton.tsx";
import { documentQuery } from "./queries.ts";
import { QuoteView } from "./quote-view.tsx";
import { ReadingView } from "./reading-view.tsx";

export function DocumentPage() {
  const t = useT();
  const { year, slug } = useParams({ from: "/documents/$year/$slug" });
  const document = useQuery(documentQuery(year, slug));
  usePageTitle(document.data?.title ?? t("documents.title"));
  const gone = document.error instanceof ApiError && document.error.status === 410;
  if (gone) {
    return <Withdrawn error={document.error as ApiError} />;
  }
  if (document.data !== undefined && brand.reading !== undefined) {
    return <ReadingView document={document.data} reading={brand.reading} />;
  }
  if (document.data !== undefined) {
    return <QuoteView key={`${year}/${slug}`} year={year} slug={slug} document={document.data} />;
  }
  if (document.isError) {
    return <NotShown error={document.error} onRetry={() => void document.refetch()} />;
  }
  return <DocumentSkeleton />;
}

function Withdrawn({ error }: { error: ApiError }) {
  const t = useT();
  const title = error.text("document_title");
  return (
    <EmptyState
      isPage
      icon={<FileX size={22} />}
      title={title === undefined ? t("quote.withdrawn_plain") : t("quote.withdrawn_title", { title })}
      detail={t("quote.withdrawn_detail", { provider: brand.name })}
      action={<ToDocuments />}
    />
  );
}

/** The document is for another client that one acts for: one click away. */
function OtherClient({ error }: { error: ApiError }) {
  const t = useT();
  const errorText = useErrorText();
  const change = useSwitchClient();
  const [id, client] = [error.text("client_id") ?? "", error.text("client_name") ?? ""];
  return (
    <EmptyState
      isPage
      icon={<ArrowLeftRight size={22} />}
      title={t("quote.other_client", { client })}
      detail={change.isError ? errorText(change.error) : t("quote.other_client_detail", { client })}
      action={
        <Button loading={change.isPending} onClick={() => change.mutate(id)}>
          {t("quote.switch", { client })}
        </Button>
      }
    />
  );
}

export function NotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  if (error instanceof ApiError && error.code === "other_client") {
    return <OtherClient error={error} />;
  }
  return error instanceof ApiError && error.status === 404 ? (
    <EmptyState
      isPage
      icon={<FileQuestion size={22} />}
      title={t("quote.not_found")}
      detail={t("quote.not_found_detail")}
      action={<ToDocuments />}
    />
  ) : (
    <ErrorState error={error} onRetry={onRetry} />
  );
}

function ToDocuments() {
  const t = useT();
  return <Button renderRoot={(props) => <Link {...props} {...paths.documents()} />}>{t("quote.to_documents")}</Button>;
}
