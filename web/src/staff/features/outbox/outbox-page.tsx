/** E-mail and SMS that the portal sent, or is about to send. */
import { Send } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { OutgoingMessage } from "~/staff/api/wire.ts";
import { hasText, useT } from "~/staff/i18n/en.ts";
import { type Column, DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";
import { useListKeys } from "~/staff/ui/use-list-keys.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useSession } from "../session/index.ts";
import classes from "./outbox-page.module.css";

const tones: Record<string, Tone> = {
  waiting: "warn",
  sent: "good",
  delivered: "good",
  failed: "bad",
  expired: "calm",
};

export function OutboxPage() {
  const t = useT();
  usePageTitle(t("outbox.title"));
  useListKeys();
  const messages = useCursorList("outbox", "api/admin/outbox");
  const columns = useColumns();
  const { sends_mail, sends_sms } = useSession();
  return (
    <>
      <PageHeading title={t("outbox.title")} lead={t("outbox.lead")} />
      {!sends_mail && <Notice tone="warn" title={t("outbox.no_mail")} />}
      {!sends_sms && <Notice tone="warn" title={t("outbox.no_sms")} />}
      <ListView
        list={messages}
        skeleton={<TableSkeleton columns={columns} height={{ wide: 62, phone: 150 }} />}
        empty={<EmptyState icon={<Send size={22} />} title={t("outbox.empty.title")} detail={t("outbox.empty.text")} />}
      >
        <DataTable label={t("outbox.title")} columns={columns} rows={messages.items} rowKey={({ id }) => id} />
      </ListView>
    </>
  );
}

function useColumns(): Column<OutgoingMessage>[] {
  const t = useT();
  return [
    {
      key: "to",
      title: t("outbox.column.to"),
      isName: true,
      cell: ({ recipient, channel }) => {
        const key = `outbox.channel.${channel}`;
        return (
          <span className={classes.to} data-row tabIndex={-1}>
            {recipient}
            <span className={classes.channel}>{hasText(key) ? t(key) : channel}</span>
          </span>
        );
      },
    },
    {
      key: "message",
      title: t("outbox.column.message"),
      isText: true,
      cell: ({ subject, kept_text }) => (
        <span className={classes.message}>
          {subject !== null && subject !== "" && <strong>{subject}</strong>}
          {kept_text !== null && <span className={classes.text}>{kept_text}</span>}
        </span>
      ),
    },
    {
      key: "state",
      title: t("outbox.column.state"),
      isState: true,
      cell: ({ state, reason }) => {
        const key = `outbox.state.${state}`;
        return (
          <span className={classes.state}>
            <Tag tone={tones[state] ?? "calm"}>{hasText(key) ? t(key) : state}</Tag>
            {reason !== null && <span className={classes.text}>{reason}</span>}
          </span>
        );
      },
    },
    {
      key: "when",
      title: t("outbox.column.when"),
      isFigure: true,
      cell: ({ created_at, sent_at }) => <Moment at={sent_at ?? created_at} />,
    },
  ];
}
