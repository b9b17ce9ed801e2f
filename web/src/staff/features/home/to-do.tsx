/** What waits for the people of the business: answers that nobody has read, quotes that nobody has sent. */
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
  const drafts = useQuery(documentList({ status: "draft", limit: MOST }));
  return (
    <Card>
      <div className={classes.cardHead}>
        <h2 className={classes.title}>{t("home.to_do")}</h2>
        <Link {...paths.inbox()}>{t("home.to_do.inbox")}</Link>
      </div>
      <List unread={unread} drafts={drafts} />
    </Card>
  );
}

type ListProps = {
  unread: ReturnType<typeof useUnread>;
  drafts: { data?: { items: DraftRow[] } | undefined; isError: boolean; error: unknown; refetch: () => unknown };
};
type DraftRow = { id: string; title: string; client: { name: string }; updated_at: string };

function List({ unread, drafts }: ListProps) {
  const t = useT();
  if (unread.error !== undefined || drafts.isError) {
    const retry = () => {
      unread.retry();
      void drafts.refetch();
    };
    return <ErrorState error={unread.error ?? drafts.error} onRetry={retry} />;
  }
  if (unread.isPending || drafts.data === undefined) {
    return <Skeleton height={160} radius="md" />;
  }
  const answers = unread.items.slice(0, MOST);
  if (answers.length + drafts.data.items.length === 0) {
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
      {drafts.data.items.map((draft) => (
        <li key={draft.id}>
          <span className={classes.what}>
            <Link {...paths.document(draft.id)}>{draft.title === "" ? t("document.untitled") : draft.title}</Link>
            <span className={classes.detail}>
              {draft.client.name} · <Moment at={draft.updated_at} />
            </span>
          </span>
          <Tag tone="calm">{t("document.status.draft")}</Tag>
        </li>
      ))}
    </ul>
  );
}
