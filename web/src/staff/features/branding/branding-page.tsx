/** How the portal looks and speaks to clients. */
import { useQuery } from "@tanstack/react-query";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { AssetCard } from "./asset-card.tsx";
import { BrandingForm } from "./branding-form.tsx";
import classes from "./branding-page.module.css";
import { brandingQuery } from "./queries.ts";

export function BrandingPage() {
  const t = useT();
  usePageTitle(t("branding.title"));
  const branding = useQuery(brandingQuery);
  return (
    <div className={classes.page}>
      <PageHeading title={t("branding.title")} lead={t("branding.lead")} />
      {branding.isPending && <ListSkeleton rows={4} height={120} />}
      {branding.isError && branding.data === undefined && (
        <ErrorState error={branding.error} onRetry={() => void branding.refetch()} />
      )}
      {branding.data !== undefined && (
        <>
          <AssetCard branding={branding.data} />
          <BrandingForm branding={branding.data} />
        </>
      )}
    </div>
  );
}
