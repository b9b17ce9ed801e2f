/** The four states of a list: on its way, failed, empty, full with a way to more. */
import { Button } from "@mantine/core";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./list-view.module.css";
import type { CursorList } from "./use-cursor-list.ts";

type ListViewProps<T> = {
  list: Omit<CursorList<T>, "first">;
  /** Whether a search or filter is on: then an empty list means that nothing matches. */
  isFiltered?: boolean;
  onClear?: () => void;
  empty: ReactNode;
  rowHeight?: number;
  children: ReactNode;
};

export function ListView<T>({ list, isFiltered = false, onClear, empty, rowHeight = 52, children }: ListViewProps<T>) {
  const t = useT();
  if (list.error !== undefined) {
    return <ErrorState error={list.error} onRetry={list.retry} />;
  }
  if (list.isPending) {
    return <ListSkeleton rows={6} height={rowHeight} />;
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
      {list.hasMore && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {t("state.more")}
          </Button>
        </div>
      )}
    </>
  );
}
