/** What waits for the people of the business: answers to read, drafts to approve, quotes that nobody has sent. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { documentList } from "~/staff/features/documents/index.ts";
import { useUnread } from "~/staff/features/inbox/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./home-page.module.css";

const MOST = 4;

export function ToDo() {
  const t = useT();
  const unread = useUnread();
  const mine = useQuery(documentList({ waits_for_me: true, limit: MOST }));
  const drafts = useQuery(documentList({ status: "draft", limit: MOST }));
  return (
    <Card>
      <div className={classes.cardHead}>
        <h2 className={classes.title}>{t("home.to_do")}</h2>
        <Link {...paths.inbox()}>{t("home.to_do.inbox")}</Link>
      </div>
      <List unread={unread} mine={mine} drafts={drafts} />
    </Card>
  );
}

type Rows = { data?: { items: Row[] } | undefined; isError: boolean; error: unknown; refetch: () => unknown };
type Row = { id: string; title: string; client: { name: string }; updated_at: string };
type ListProps = { unread: ReturnType<typeof useUnread>; mine: Rows; drafts: Rows };

function List({ unread, mine, drafts }: ListProps) {
  const t = useT();
  if (unread.error !== undefined || mine.isError || drafts.isError) {
    const retry = () => {
      unread.retry();
      void mine.refetch();
      void drafts.refetch();
    };
    return <ErrorState error={unread.error ?? mine.error ?? drafts.error} onRetry={retry} />;
  }
  if (unread.isPending || mine.data === undefined || drafts.data === undefined) {
    return <Skeleton height={160} radius="md" />;
  }
  const answers = unread.items.slice(0, MOST);
  const documents = [
    ...mine.data.items.map((row) => ({ row, tone: "warn", words: "document.status.pending" }) as const),
    ...drafts.data.items.map((row) => ({ row, tone: "calm", words: "document.status.draft" }) as const),
  ];
  if (answers.length + documents.length === 0) {
    return (
      <p className={classes.done}>
        <CircleCheck size={20} aria-hidden="true" />
        {t("home.to_do.done")}
      </p>
    );
  }
  return (
    <ul className={classes.rows}>
      {answers.map((entry) => (
        <li key={entry.id}>
          <span className={classes.what}>
            <Link {...paths.document(entry.document.id)}>{entry.document.title}</Link>
            <span className={classes.detail}>
              {entry.client.name} · <Moment at={entry.created_at} />
            </span>
          </span>
          <Tag tone={entry.kind === "accepted" ? "good" : "bad"}>{t(`inbox.${entry.kind}`)}</Tag>
        </li>
      ))}
      {documents.map(({ row, tone, words }) => (
        <li key={row.id}>
          <span className={classes.what}>
            <Link {...paths.document(row.id)}>{row.title === "" ? t("document.untitled") : row.title}</Link>
            <span className={classes.detail}>
              {row.client.name} · <Moment at={row.updated_at} />
            </span>
          </span>
          <Tag tone={tone}>{t(words)}</Tag>
        </li>
      ))}
    </ul>
  );
}
