/** The three states of a list that is not full: on its way, empty, failed. */
import { Button, Skeleton } from "@mantine/core";
import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useErrorText } from "../i18n/error-text.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./list-states.module.css";

type ListSkeletonProps = { rows?: number; height?: number };

/** Stands in for rows of `height` pixels, so that nothing jumps when they come. */
export function ListSkeleton({ rows = 4, height = 72 }: ListSkeletonProps) {
  const t = useSharedT();
  return (
    <div className={classes.skeleton} role="status" aria-label={t("ui.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} height={height} radius="lg" />
      ))}
    </div>
  );
}

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  detail?: string;
  action?: ReactNode;
  /** The state is all there is on the page: its title is the page's. */
  isPage?: boolean;
};

/** Says what will be here, and what the next step is. */
export function EmptyState({ icon, title, detail, action, isPage = false }: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={classes.state}>
      {icon !== undefined && (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Title className={classes.title}>{title}</Title>
      {detail !== undefined && <p className={classes.detail}>{detail}</p>}
      {action}
    </div>
  );
}

type ErrorStateProps = { error: unknown; onRetry?: () => void; title?: string };

/** Says what happened and offers to try again. */
export function ErrorState({ error, onRetry, title }: ErrorStateProps) {
  const t = useSharedT();
  const errorText = useErrorText();
  return (
    <div className={classes.state} role="alert">
      <span className={classes.errorIcon} aria-hidden="true">
        <CircleAlert size={22} />
      </span>
      <p className={classes.title}>{title ?? t("error.title")}</p>
      <p className={classes.detail}>{errorText(error)}</p>
      {onRetry !== undefined && (
        <Button variant="default" leftSection={<RotateCw size={16} />} onClick={onRetry}>
          {t("ui.retry")}
        </Button>
      )}
    </div>
  );
}
