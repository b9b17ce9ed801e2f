/** Says that messages wait because sending is not set up. */
import { Link } from "@tanstack/react-router";
import { Notice } from "~/shared/ui/notice.tsx";
import { useSession } from "../features/session/index.ts";
import { useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import classes from "./shell.module.css";

export function OutboxNotice() {
  const t = useT();
  const { outbox_waiting: count } = useSession();
  return count === 0 ? null : (
    <div className={classes.notice}>
      <Notice
        tone="warn"
        title={t("outbox_notice.text", { count })}
        action={<Link {...paths.outbox()}>{t("outbox_notice.link")}</Link>}
      />
    </div>
  );
}
