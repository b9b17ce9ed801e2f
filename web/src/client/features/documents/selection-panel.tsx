/** "Your selection": what is chosen, what it costs, and the two ways to answer. */
import { Button, Skeleton } from "@mantine/core";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { CalculationLines } from "~/shared/document/calculation-lines.tsx";
import type { LiveCalculation } from "~/shared/document/use-calculation.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./selection-panel.module.css";

type SelectionPanelProps = {
  document: DocumentDetail;
  live: LiveCalculation;
  isComplete: boolean;
  onAccept: () => void;
  onDecline: () => void;
};

export function SelectionPanel({ document, live, isComplete, onAccept, onDecline }: SelectionPanelProps) {
  const t = useT();
  return (
    <aside className={classes.panel} aria-labelledby="selection">
      <h2 id="selection" className={classes.title}>
        {t("summary.title")}
      </h2>
      <Figures document={document} live={live} isComplete={isComplete} />
      {document.may_choose ? (
        <>
          <Button fullWidth mt="lg" disabled={isComplete && live.calculation === undefined} onClick={onAccept}>
            {t("quote.accept")}
          </Button>
          <Button fullWidth mt="xs" variant="subtle" onClick={onDecline}>
            {t("quote.decline")}
          </Button>
          <p className={classes.note}>
            {t(document.content.payment.asks ? "quote.after_accept" : "quote.after_accept_plain")}
          </p>
        </>
      ) : (
        <p className={classes.note}>{t("quote.may_not_choose")}</p>
      )}
    </aside>
  );
}

function Figures({ document, live, isComplete }: Pick<SelectionPanelProps, "document" | "live" | "isComplete">) {
  const t = useT();
  const errorText = useErrorText();
  if (!isComplete) {
    return <p className={classes.empty}>{t("summary.empty")}</p>;
  }
  if (live.error !== undefined && !live.isStale) {
    return (
      <Notice
        tone="bad"
        urgent
        title={t("quote.total_failed")}
        action={
          <Button variant="default" onClick={live.retry}>
            {t("ui.retry")}
          </Button>
        }
      >
        {errorText(live.error)}
      </Notice>
    );
  }
  if (live.calculation === undefined) {
    return <Skeleton height={150} radius="md" aria-label={t("summary.updating")} role="status" />;
  }
  return <CalculationLines calculation={live.calculation} deposit={document.deposit} isStale={live.isStale} />;
}
