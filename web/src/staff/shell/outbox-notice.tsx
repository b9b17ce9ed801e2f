/** Says that messages wait, and whether that is because sending is not set up. */
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useSession } from "../features/session/index.ts";
import { useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import classes from "./shell.module.css";

export function OutboxNotice() {
  const t = useT();
  const { outbox_waiting: count, sends_mail, sends_sms } = useSession();
  const gaps = { none: !(sends_mail || sends_sms), no_mail: !sends_mail, no_sms: !sends_sms };
  const [key = "text"] = (["none", "no_mail", "no_sms"] as const).filter((gap) => gaps[gap]);
  return count === 0 ? null : (
    <p className={classes.notice}>
      <TriangleAlert size={17} aria-hidden="true" className={classes.noticeIcon} />
      <span>
        {t(`outbox_notice.${key}`, { count })} <Link {...paths.outbox()}>{t("outbox_notice.link")}</Link>
      </span>
    </p>
  );
}
