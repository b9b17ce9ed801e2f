/** An address that leads nowhere, or to something that is gone. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import { usePageTitle } from "../ui/use-page-title.ts";

export function MissingPage() {
  const t = useT();
  usePageTitle(t("state.missing.title"));
  return (
    <EmptyState
      isPage
      icon={<Compass size={22} />}
      title={t("state.missing.title")}
      detail={t("state.missing.text")}
      action={<Button renderRoot={(props) => <Link {...props} {...paths.home()} />}>{t("state.missing.back")}</Button>}
    />
  );
}
