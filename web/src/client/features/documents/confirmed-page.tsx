/** What was accepted, and how to pay. */
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ConfirmationView } from "./confirmation-view.tsx";
import { NotShown } from "./document-page.tsx";
import { DocumentSkeleton } from "./document-skeleton.tsx";
import { confirmationQuery } from "./queries.ts";

export function ConfirmedPage() {
  const t = useT();
  const { year, slug } = useParams({ from: "/documents/$year/$slug" });
  const confirmation = useQuery(confirmationQuery(year, slug));
  usePageTitle(confirmation.data?.document.title ?? t("confirmed.title_plain"));
  if (confirmation.data !== undefined) {
    return <ConfirmationView confirmation={confirmation.data} />;
  }
  const error = confirmation.error;
  if (error instanceof ApiError && error.code !== "other_client" && [409, 410].includes(error.status)) {
    return <Navigate {...paths.document(year, slug)} replace />;
  }
  if (confirmation.isError) {
    return <NotShown error={confirmation.error} onRetry={() => void confirmation.refetch()} />;
  }
  return <DocumentSkeleton />;
}
