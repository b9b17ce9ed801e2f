/** How people sign in: ways in, second factor, how long a session lives. */
import { useQuery } from "@tanstack/react-query";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { signInSettingsQuery } from "./queries.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in-settings-page.module.css";

export function SignInSettingsPage() {
  const t = useT();
  usePageTitle(t("sign_in_settings.title"));
  const settings = useQuery(signInSettingsQuery);
  return (
    <div className={classes.page}>
      <PageHeading title={t("sign_in_settings.title")} lead={t("sign_in_settings.lead")} />
      {settings.isPending && <ListSkeleton rows={4} height={160} />}
      {settings.isError && settings.data === undefined && (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && <SignInForm settings={settings.data} />}
    </div>
  );
}
