/** On narrow screens: the total and the button, in one slim line above the navigation. */
import { Button } from "@mantine/core";
import type { LiveCalculation } from "~/shared/document/use-calculation.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./phone-bar.module.css";

type PhoneBarProps = { live: LiveCalculation; isComplete: boolean; onAccept: () => void };

export function PhoneBar({ live, isComplete, onAccept }: PhoneBarProps) {
  const t = useT();
  const format = useFormat();
  const { calculation } = live;
  const shown = isComplete && calculation !== undefined;
  return (
    <div className={classes.bar}>
      <p className={classes.words} aria-live="polite" aria-busy={live.isStale}>
        {shown ? (
          <>
            <span className={classes.word}>{t("summary.total")}</span>
            <span className={classes.total} data-stale={live.isStale || undefined}>
              {format.money(calculation.total_minor, calculation.currency)}
            </span>
          </>
        ) : (
          <span className={classes.word}>{t(isComplete ? "summary.updating" : "quote.choose_first")}</span>
        )}
      </p>
      <Button className={classes.accept ?? ""} disabled={isComplete && !shown} onClick={onAccept}>
        {t("quote.accept")}
      </Button>
    </div>
  );
}
