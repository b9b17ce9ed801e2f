/** How the installation stands: what leaves it, what waits, and how near the day's ceiling of SMS is. */
import { useQuery } from "@tanstack/react-query";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./operator.module.css";
import { installationQuery } from "./queries.ts";

export function InstallationNotice() {
  const t = useT();
  const { data } = useQuery(installationQuery);
  if (data === undefined) {
    return null;
  }
  const { mail, sms, sms_today, sms_a_day, sms_ceiling_reached } = data;
  const isWell = mail.configured && sms.configured && !sms_ceiling_reached;
  const lines = [
    t(mail.configured ? "installation.mail" : "installation.no_mail", { count: mail.waiting }),
    t(sms.configured ? "installation.sms" : "installation.no_sms", { count: sms.waiting }),
    sms_a_day === null
      ? t("installation.today", { count: sms_today })
      : t("installation.today_of", { count: sms_today, most: sms_a_day }),
  ];
  return (
    <Notice
      tone={isWell ? "info" : "warn"}
      title={t(sms_ceiling_reached ? "installation.ceiling" : "installation.title")}
    >
      <ul className={classes.state}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}
