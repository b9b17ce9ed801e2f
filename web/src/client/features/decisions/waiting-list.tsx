/** Everything that waits for the client, overdue and oldest first, done in one or two taps and gone only when done. */
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { useActionItems } from "./queries.ts";
import { WaitingItem } from "./waiting-item.tsx";
import classes from "./waiting-list.module.css";

export function WaitingList() {
  const t = useT();
  const items = useActionItems();
  const [done, setDone] = useState<Done>();
  const overdue = items.data?.items.filter((item) => item.overdue).length ?? 0;
  return (
    <section aria-labelledby="waiting">
      <div className={classes.over}>
        <h2 id="waiting" className={classes.title}>
          {t("home.waiting")}
        </h2>
        {items.data !== undefined && items.data.items.length > 0 && <Tag tone="brand">{items.data.items.length}</Tag>}
        {overdue > 0 && <Tag tone="bad">{t("home.overdue", { count: overdue })}</Tag>}
      </div>
      {done !== undefined && <Confirmed key={done.decisionId} done={done} />}
      {items.isPending && <ListSkeleton rows={3} height={92} />}
      {items.isError && items.data === undefined && (
        <ErrorState error={items.error} onRetry={() => void items.refetch()} />
      )}
      {items.data?.items.length === 0 && (
        <EmptyState
          icon={<CircleCheck size={22} />}
          title={t("home.waiting_none")}
          detail={t("home.waiting_none_detail", { provider: brand.name })}
        />
      )}
      {items.data !== undefined && items.data.items.length > 0 && (
        <ul className={classes.items}>
          {items.data.items.map((item, place) => (
            <WaitingItem
              key={item.id}
              item={item}
              isLead={place === 0}
              onAcknowledged={({ title }, { items: [made] }) =>
                setDone(made === undefined ? undefined : { title, decisionId: made.id })
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}

type Done = { title: string; decisionId: string };

const DRAWN_MS = 60;

/** What was just confirmed. It has the focus of the button that is gone. */
function Confirmed({ done }: { done: Done }) {
  const t = useT();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the dialog has given the focus back to where it was opened.
    const timer = setTimeout(() => shown.current?.focus(), DRAWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div ref={shown} tabIndex={-1} className={classes.done}>
      <Notice
        tone="good"
        title={t("home.acknowledged", { title: done.title })}
        action={<Link {...paths.receipt(done.decisionId)}>{t("receipt.title")}</Link>}
      />
    </div>
  );
}
