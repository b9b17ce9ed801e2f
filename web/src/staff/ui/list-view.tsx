/** The four states of a list: on its way, failed, empty, full with a way to more. */
import { Button, Loader } from "@mantine/core";
import { SearchX } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./list-view.module.css";
import type { CursorList } from "./use-cursor-list.ts";
import { rowsOfList } from "./use-list-keys.ts";

type ListViewProps<T> = {
  list: Omit<CursorList<T>, "first">;
  /** Whether a search or filter is on: then an empty list means that nothing matches. */
  isFiltered?: boolean;
  onClear?: () => void;
  empty: ReactNode;
  /** Stands in for the rows that are on their way. */
  skeleton?: ReactNode;
  rowHeight?: number;
  children: ReactNode;
};

export function ListView<T>(props: ListViewProps<T>) {
  const { list, isFiltered = false, onClear, empty, skeleton, rowHeight = 52, children } = props;
  const t = useT();
  if (list.error !== undefined) {
    return <ErrorState error={list.error} onRetry={list.retry} />;
  }
  if (list.isPending) {
    return skeleton ?? <ListSkeleton rows={6} height={rowHeight} />;
  }
  if (list.items.length === 0) {
    return isFiltered ? (
      <EmptyState
        icon={<SearchX size={22} />}
        title={t("list.no_match")}
        detail={t("list.no_match.text")}
        action={
          onClear !== undefined && (
            <Button variant="default" onClick={onClear}>
              {t("list.clear")}
            </Button>
          )
        }
      />
    ) : (
      empty
    );
  }
  return (
    <>
      {children}
      <More list={list} />
    </>
  );
}

/** The way to more keeps the focus; when there is no more, the first row that came has it. */
function More<T>({ list }: { list: ListViewProps<T>["list"] }) {
  const t = useT();
  const shown = useRef<number>(undefined);
  const { hasMore, isLoadingMore } = list;
  useEffect(() => {
    if (!isLoadingMore && shown.current !== undefined && !hasMore) {
      rowsOfList()[shown.current]?.focus();
      shown.current = undefined;
    }
  }, [hasMore, isLoadingMore]);
  return (
    hasMore && (
      <div className={classes.more}>
        <Button
          variant="default"
          aria-busy={isLoadingMore}
          leftSection={isLoadingMore && <Loader size={16} aria-hidden="true" />}
          onClick={() => {
            // A button that is switched off would lose the focus.
            if (!isLoadingMore) {
              shown.current = rowsOfList().length;
              list.loadMore();
            }
          }}
        >
          {t("state.more")}
        </Button>
      </div>
    )
  );
}
