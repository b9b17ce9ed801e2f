/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { useT } from "../i18n/use-t.ts";
import { paths } from "../paths.ts";
import { usePageTitle } from "./use-page-title.ts";

export function NotFoundPage() {
  const t = useT();
  usePageTitle(t("page.not_found"));
  return (
    <EmptyState
      isPage
      icon={<Compass size={22} />}
      title={t("page.not_found")}
      detail={t("page.not_found_detail")}
      action={<Button renderRoot={(props) => <Link {...props} {...paths.home()} />}>{t("quote.to_home")}</Button>}
    />
  );
}
