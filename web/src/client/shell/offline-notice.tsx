/** Says that the device has no connection. */
import { useNetwork } from "@mantine/hooks";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../i18n/use-t.ts";
import classes from "./offline-notice.module.css";

export function OfflineNotice() {
  const t = useT();
  const { online } = useNetwork();
  return online ? null : (
    <div className={classes.notice}>
      <Notice tone="warn" title={t("offline.title")} urgent>
        {t("offline.detail")}
      </Notice>
    </div>
  );
}
