/** What is drawn of the rows, once: all places are shares, so that zooming only widens it. */
import { memo } from "react";
import type { Milestone, Phase } from "../queries.ts";
import { dayOfMilestone } from "../standing.ts";
import classes from "./chart.module.css";
import { Diamond, milestoneState } from "./diamond.tsx";
import type { Row } from "./rows.ts";
import { dayOf, extent, place, type Span, share, ticksOf, type Zoom } from "./scale.ts";

type MarksProps = { rows: Row[]; height: number; span: Span; zoom: Zoom; today: number };

export function Marks({ rows, height, span, zoom, today }: MarksProps) {
  const at = share(span, today);
  return (
    <svg className={classes.marks} width="100%" height={height} aria-hidden="true">
      <Lines span={span} zoom={zoom} className={zoom === "fit" ? undefined : classes.onScreen} />
      {zoom !== "fit" && <Lines span={span} zoom="fit" className={classes.onPaper} />}
      {at >= 0 && at <= 1 && (
        <line className={classes.todayLine} x1={place(span, today)} x2={place(span, today)} y1="0" y2="100%" />
      )}
      <Rows rows={rows} span={span} />
    </svg>
  );
}

type LinesProps = { span: Span; zoom: Zoom; className: string | undefined };

function Lines({ span, zoom, className }: LinesProps) {
  return (
    <g className={className}>
      {ticksOf(span, zoom).map(({ day }) => (
        <line key={day} className={classes.tick} x1={place(span, day)} x2={place(span, day)} y1="0" y2="100%" />
      ))}
    </g>
  );
}

const Rows = memo(function Rows({ rows, span }: { rows: Row[]; span: Span }) {
  return rows.map((row) => {
    const middle = row.top + row.height / 2;
    return row.kind === "phase" ? (
      <Bar key={row.phase.id} phase={row.phase} span={span} middle={middle} />
    ) : (
      <Mark key={row.milestone.id} milestone={row.milestone} span={span} middle={middle} />
    );
  });
});

const BAR = 18;
const ROUND = 6;

function Bar({ phase, span, middle }: { phase: Phase; span: Span; middle: number }) {
  const first = phase.start_date ?? phase.end_date;
  if (first === null) {
    return null;
  }
  const [from, to] = [dayOf(first), dayOf(phase.end_date ?? first) + 1];
  const bar = { x: place(span, from), y: middle - BAR / 2, height: BAR, rx: ROUND };
  const done = ((to - from) * phase.percent) / 100;
  return (
    <g className={classes.bar} data-state={phase.state}>
      <title>{phase.name}</title>
      <rect className={classes.rest} width={extent(span, to - from)} {...bar} />
      {done > 0 && <rect className={classes.done} width={extent(span, done)} {...bar} />}
    </g>
  );
}

function Mark({ milestone, span, middle }: { milestone: Milestone; span: Span; middle: number }) {
  const [agreed, expected] = [dayOf(milestone.baseline_date), dayOf(dayOfMilestone(milestone))];
  // In the middle of its day.
  const x = (day: number) => place(span, day + 0.5);
  return (
    <g>
      <title>{milestone.name}</title>
      {agreed !== expected && (
        <>
          <line className={classes.move} x1={x(agreed)} x2={x(expected)} y1={middle} y2={middle} />
          <Diamond x={x(agreed)} y={middle} state="agreed" />
        </>
      )}
      <Diamond x={x(expected)} y={middle} state={milestoneState(milestone)} />
    </g>
  );
}
