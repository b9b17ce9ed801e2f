/** The chart: names on the left, days on top, a bar for each phase, a diamond for each milestone. */
import { useEffect, useMemo, useRef } from "react";
import { useT } from "../../../i18n/use-t.ts";
import { Axis } from "./axis.tsx";
import classes from "./chart.module.css";
import { Labels } from "./labels.tsx";
import { Legend } from "./legend.tsx";
import { Marks } from "./marks.tsx";
import { type Group, rowsOf } from "./rows.ts";
import { type Span, share, widthOf, type Zoom } from "./scale.ts";

type ChartProps = { groups: Group[]; span: Span; zoom: Zoom; today: number };

export function Chart({ groups, span, zoom, today }: ChartProps) {
  const t = useT();
  const { rows, height } = useMemo(() => rowsOf(groups), [groups]);
  const scroller = useRef<HTMLElement>(null);
  const width = widthOf(span, zoom);
  const at = share(span, today);
  useEffect(() => {
    // Where there is more than fits, one begins with what is going on.
    const shown = scroller.current;
    if (shown !== null && width !== undefined) {
      shown.scrollLeft = at * width - (shown.clientWidth - LABELS) / 2;
    }
  }, [at, width]);
  return (
    <figure className={classes.figure}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <section ref={scroller} className={classes.scroller} aria-label={t("timeline.region")} tabIndex={0}>
        <div
          className={classes.canvas}
          style={{ inlineSize: width === undefined ? "100%" : LABELS + width }}
          aria-hidden="true"
        >
          <div className={classes.corner} />
          <Axis span={span} zoom={zoom} today={today} />
          <Labels rows={rows} />
          <Marks rows={rows} height={height} span={span} zoom={zoom} today={today} />
        </div>
      </section>
      <Legend />
    </figure>
  );
}

/** The width of the names, as the style sheet has it. */
const LABELS = 256;
