/** What the marks of the chart mean. */
import { useT } from "../../../i18n/use-t.ts";
import classes from "./chart.module.css";
import { Diamond } from "./diamond.tsx";

const bars = ["done", "active", "planned"] as const;
const diamonds = ["reached", "expected", "agreed", "late"] as const;

export function Legend() {
  const t = useT();
  return (
    <figcaption className={classes.legend} aria-hidden="true">
      {bars.map((state) => (
        <span key={state} className={classes.entry}>
          <svg width="28" height="14" aria-hidden="true" className={classes.bar} data-state={state}>
            <rect className={classes.rest} x="1" y="2" width="26" height="10" rx="4" />
            {state !== "planned" && (
              <rect className={classes.done} x="1" y="2" width={state === "done" ? 26 : 14} height="10" rx="4" />
            )}
          </svg>
          {t(`phase.state.${state}`)}
        </span>
      ))}
      {diamonds.map((state) => (
        <span key={state} className={classes.entry}>
          <svg width="20" height="20" aria-hidden="true">
            <Diamond x="10" y={10} state={state} />
          </svg>
          {t(`timeline.mark.${state}`)}
        </span>
      ))}
    </figcaption>
  );
}
