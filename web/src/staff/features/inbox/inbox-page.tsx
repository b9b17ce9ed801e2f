/** What clients answered: who chose what, for how much, and how they will pay. New answers come in by themselves. */
import { Button, SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Inbox, MailCheck } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { type InboxFilter, paths } from "~/staff/paths.ts";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { InboxItem } from "./inbox-item.tsx";
import classes from "./inbox-page.module.css";
import { useInbox, useUnreadCount } from "./queries.ts";

export function InboxPage() {
  const t = useT();
  const { filter, narrow } = useListPage<InboxFilter>();
  const unreadOnly = filter.show === "unread";
  const inbox = useInbox(unreadOnly);
  const unread = useUnreadCount();
  usePageTitle(unread > 0 ? `(${unread}) ${t("inbox.title")}` : t("inbox.title"));
  return (
    <div className={classes.page}>
      <PageHeading title={t("inbox.title")} lead={t("inbox.lead")}>
        <SegmentedControl
          aria-label={t("inbox.filter")}
          value={unreadOnly ? "unread" : "all"}
          onChange={(value) => narrow({ show: value === "unread" ? value : undefined })}
          data={[
            { value: "all", label: t("inbox.filter.all") },
            { value: "unread", label: t("inbox.filter.unread") },
          ]}
        />
      </PageHeading>
      <ListView list={inbox} rowHeight={132} empty={<Empty unreadOnly={unreadOnly} />}>
        <ul className={classes.entries} aria-live="polite" aria-relevant="additions">
          {inbox.items.map((entry) => (
            <InboxItem key={entry.id} entry={entry} />
          ))}
        </ul>
      </ListView>
    </div>
  );
}

function Empty({ unreadOnly }: { unreadOnly: boolean }) {
  const t = useT();
  return unreadOnly ? (
    <EmptyState
      icon={<MailCheck size={22} />}
      title={t("inbox.empty_unread.title")}
      detail={t("inbox.empty_unread.text")}
    />
  ) : (
    <EmptyState
      icon={<Inbox size={22} />}
      title={t("inbox.empty.title")}
      detail={t("inbox.empty.text")}
      action={
        <Button renderRoot={(props) => <Link {...props} {...paths.newDocument()} />}>{t("inbox.empty.next")}</Button>
      }
    />
  );
}
