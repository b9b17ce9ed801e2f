/** What shows when a page throws. */
import { Button } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useSharedT } from "../i18n/shared-texts.ts";
import { EmptyState } from "./list-states.tsx";

export function CrashPage() {
  const t = useSharedT();
  return (
    <EmptyState
      isPage
      icon={<CircleAlert size={22} />}
      title={t("crash.title")}
      detail={t("crash.detail")}
      action={<Button onClick={() => location.reload()}>{t("crash.reload")}</Button>}
    />
  );
}
