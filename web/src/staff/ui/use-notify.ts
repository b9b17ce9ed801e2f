/** A short notice in the corner that goes by itself. */
import { type NotificationData, notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useT } from "~/staff/i18n/en.ts";

export function useNotify(): (notice: NotificationData) => void {
  const t = useT();
  return useMemo(
    () => (notice) => notifications.show({ closeButtonProps: { "aria-label": t("act.close") }, ...notice }),
    [t],
  );
}
