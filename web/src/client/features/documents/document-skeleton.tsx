/** The shape of a document before it is there. */
import { Skeleton } from "@mantine/core";
import { useT } from "../../i18n/use-t.ts";
import classes from "./quote-view.module.css";

export function DocumentSkeleton() {
  const t = useT();
  return (
    <div className={classes.page} role="status" aria-label={t("ui.loading")}>
      <div className={classes.body}>
        <div>
          <Skeleton height={20} width={140} mb="xs" />
          <Skeleton height={38} width="60%" mb="md" />
          <Skeleton height={16} mb={8} width="80%" />
          <Skeleton height={16} width="70%" />
        </div>
        <Skeleton height={320} radius="lg" />
      </div>
      <div className={classes.aside}>
        <Skeleton height={280} radius="lg" />
      </div>
    </div>
  );
}
