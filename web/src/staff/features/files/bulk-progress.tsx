/** How far an act on many files has come. */
import { Loader } from "@mantine/core";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./marked-bar.module.css";

export function BulkProgress({ progress }: { progress: { done: number; count: number } | undefined }) {
  const t = useT();
  return progress === undefined ? null : (
    <span className={classes.progress} role="status">
      <Loader size={16} aria-hidden="true" />
      {t("files.sending", progress)}
    </span>
  );
}
