/** One answer of a client. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Mail, MailOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { InboxEntry } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./inbox-page.module.css";
import { useReading } from "./queries.ts";

export function InboxItem({ entry }: { entry: InboxEntry }) {
  const t = useT();
  const format = useFormat();
  const reading = useReading();
  const accepted = entry.kind === "accepted";
  const unread = entry.read_at === null;
  const markRead = (read: boolean) => reading.mutate({ entry, read });
  return (
    <li className={classes.entry} data-unread={unread || undefined}>
      <div className={classes.head}>
        <Tag tone={accepted ? "good" : "bad"}>{t(accepted ? "inbox.accepted" : "inbox.declined")}</Tag>
        {unread && <Tag tone="brand">{t("inbox.unread")}</Tag>}
        <span className={classes.when}>
          <Moment at={entry.created_at} />
        </span>
      </div>
      <h2 className={classes.title}>
        <Link
          {...paths.document(entry.document.id)}
          data-row
          onClick={() => {
            if (unread) {
              markRead(true);
            }
          }}
        >
          {entry.document.title}
        </Link>
      </h2>
      <p className={classes.who}>
        {t(accepted ? "inbox.accepted.sentence" : "inbox.declined.sentence", {
          name: entry.contact_name,
          client: entry.client.name,
        })}
        {entry.document.number !== null && <span className={classes.number}> · {entry.document.number}</span>}
      </p>
      {accepted && entry.total_minor !== null && (
        <p className={classes.amount}>{format.money(entry.total_minor, entry.currency)}</p>
      )}
      <dl className={classes.facts}>
        {entry.chosen.length > 0 && (
          <Fact name={t("inbox.chosen")}>
            {entry.chosen.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ")}
          </Fact>
        )}
        {entry.payment !== null && <Fact name={t("inbox.payment")}>{t(`inbox.payment.${entry.payment}`)}</Fact>}
        {accepted && entry.payment !== null && (
          <Fact name={t("inbox.method")}>{entry.payment_method_name ?? t("inbox.method.open")}</Fact>
        )}
        {entry.purchase_order !== null && <Fact name={t("inbox.purchase_order")}>{entry.purchase_order}</Fact>}
        {entry.comment !== null && <Fact name={t(accepted ? "inbox.comment" : "inbox.reason")}>{entry.comment}</Fact>}
      </dl>
      <div className={classes.acts}>
        <Button
          size="xs"
          variant="default"
          leftSection={unread ? <MailOpen size={15} aria-hidden="true" /> : <Mail size={15} aria-hidden="true" />}
          onClick={() => markRead(unread)}
        >
          {t(unread ? "inbox.mark_read" : "inbox.mark_unread")}
        </Button>
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
