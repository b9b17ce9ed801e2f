/** The columns of what waits for clients. */
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { WaitingRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import type { Column } from "~/staff/ui/data-table.tsx";
import { NudgeButton } from "./nudge-button.tsx";
import classes from "./waiting-page.module.css";
import { useWaitedWords } from "./words.ts";

export function useWaitingColumns(): Column<WaitingRow>[] {
  const t = useT();
  const format = useFormat();
  const waited = useWaitedWords();
  return [
    {
      key: "title",
      title: t("waiting.column.title"),
      isName: true,
      cell: ({ document, title }) => (
        <span className={classes.what}>
          {document === null ? (
            <span>{title}</span>
          ) : (
            <Link {...paths.document(document.id)} data-row>
              {title}
            </Link>
          )}
          {document?.number && <span className={classes.number}>{document.number}</span>}
        </span>
      ),
    },
    {
      key: "client",
      title: t("waiting.column.client"),
      cell: ({ client }) => <Link {...paths.client(client.id)}>{client.name}</Link>,
    },
    {
      key: "kind",
      title: t("waiting.column.kind"),
      isMinor: true,
      cell: ({ kind }) => t(`waiting.kind.${kind}`),
    },
    {
      key: "waited",
      title: t("waiting.column.waited"),
      isShort: true,
      cell: ({ days_waited, created_at }) => <span title={format.dateTime(created_at)}>{waited(days_waited)}</span>,
    },
    {
      key: "due",
      title: t("waiting.column.due"),
      isShort: true,
      cell: ({ due_at, overdue }) => {
        if (due_at === null) {
          return <span className="soft">{t("waiting.no_due")}</span>;
        }
        return overdue ? <Tag tone="bad">{t("waiting.overdue")}</Tag> : <Moment at={due_at} />;
      },
    },
    {
      key: "opened",
      title: t("waiting.column.opened"),
      isShort: true,
      cell: ({ opened_at }) =>
        opened_at === null ? <Tag tone="warn">{t("waiting.not_opened")}</Tag> : <Moment at={opened_at} />,
    },
    {
      key: "reminders",
      title: t("waiting.column.reminders"),
      cell: (row) => <Reminders row={row} />,
    },
    {
      key: "nudge",
      title: t("waiting.column.nudge"),
      isState: true,
      cell: (row) => <NudgeButton item={row} />,
    },
  ];
}

function Reminders({ row }: { row: WaitingRow }) {
  const t = useT();
  const format = useFormat();
  const { reminders_sent: sent, last_reminded_at: last, next_reminder_at: next } = row;
  return (
    <span className={classes.reminders}>
      <span title={last === null ? undefined : format.dateTime(last)}>
        {sent === 0 ? t("waiting.reminders.none") : t("waiting.reminders", { count: sent })}
      </span>
      {next !== null && (
        <span className={classes.next} title={format.dateTime(next)}>
          {t("waiting.reminders.next", { date: format.date(next) })}
        </span>
      )}
    </span>
  );
}
