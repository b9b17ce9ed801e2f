/** What a client has set for it: how its portal looks and speaks, whom to turn to, what it approves, and from where. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { clientQuery } from "../queries.ts";
import { LogoCard } from "./logo-card.tsx";
import { clientSettingsQuery } from "./queries.ts";
import { SettingsForm } from "./settings-form.tsx";
import classes from "./settings-page.module.css";

export function ClientSettingsPage() {
  const t = useT();
  const { clientId } = useParams({ from: "/signed-in/clients/$clientId/settings" });
  const settings = useQuery(clientSettingsQuery(clientId));
  const client = useQuery(clientQuery(clientId));
  usePageTitle(t("client_settings.title"));
  const error = settings.error ?? client.error;
  if (settings.data !== undefined && client.data !== undefined) {
    const { name } = settings.data;
    return (
      <div className={classes.page}>
        <Link className={classes.back} {...paths.client(clientId)}>
          {t("client_settings.back", { name })}
        </Link>
        <PageHeading title={t("client_settings.title")} lead={t("client_settings.lead", { name })} />
        <LogoCard clientId={clientId} settings={settings.data} />
        <SettingsForm clientId={clientId} settings={settings.data} contacts={client.data.contacts} />
      </div>
    );
  }
  if (error !== null) {
    const retry = () => void Promise.all([settings.refetch(), client.refetch()]);
    const missing = error instanceof ApiError && error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={error} onRetry={retry} />;
  }
  return <ListSkeleton rows={4} height={120} />;
}
