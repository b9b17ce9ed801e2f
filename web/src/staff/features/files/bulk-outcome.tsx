/** Which files an act refused, and why; it stays until it is closed. */
import { Button } from "@mantine/core";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./file-browser.module.css";
import type { BulkResult } from "./use-bulk.ts";

export function BulkOutcome({ result, onClose }: { result: BulkResult; onClose: () => void }) {
  const t = useT();
  return (
    <Notice
      tone="warn"
      urgent
      title={t("files.refused", { count: result.refused.length })}
      action={
        <Button size="sm" variant="default" onClick={onClose}>
          {t("act.close")}
        </Button>
      }
    >
      <ul className={classes.refused}>
        {result.refused.map(({ id, name, why }) => (
          <li key={id}>
            <b>{name}</b>: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
