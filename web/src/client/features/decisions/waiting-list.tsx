/** Everything that waits for the client, oldest and overdue first, one tap from its document. */
import { CircleCheck } from "lucide-react";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { useActionItems } from "./queries.ts";
import { WaitingItem } from "./waiting-item.tsx";
import classes from "./waiting-list.module.css";

export function WaitingList() {
  const t = useT();
  const items = useActionItems();
  return (
    <section aria-labelledby="waiting">
      <div className={classes.over}>
        <h2 id="waiting" className={classes.title}>
          {t("home.waiting")}
        </h2>
        {items.data !== undefined && items.data.items.length > 0 && <Tag tone="brand">{items.data.items.length}</Tag>}
      </div>
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
          {items.data.items.map((item) => (
            <WaitingItem key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}
