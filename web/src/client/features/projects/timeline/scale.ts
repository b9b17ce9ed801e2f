/** From dates to places on the timeline. Pure: days are counted from 1970, places are shares of the whole width. */
import type { Project } from "../queries.ts";
import { dayOfMilestone } from "../standing.ts";

const DAY_MS = 86_400_000;

/** The days from `from` up to, without, `to`. */
export type Span = { from: number; to: number };

export type Zoom = "fit" | "months" | "weeks";
export const zooms = ["fit", "months", "weeks"] as const satisfies readonly Zoom[];

export const dayOf = (date: string): number => Math.floor(Date.parse(date.slice(0, 10)) / DAY_MS);
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Today as the calendar of this device has it. */
export const todayOf = (now: Date): number => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY_MS;

/** Where a day begins, from 0 to 1. */
export const share = ({ from, to }: Span, day: number): number => (day - from) / (to - from);

/** The same as SVG has it. */
export const place = (span: Span, day: number): string => `${(share(span, day) * 100).toFixed(3)}%`;

/** How wide so many days are. */
export const extent = ({ from, to }: Span, days: number): string => `${((days / (to - from)) * 100).toFixed(3)}%`;

/** Room before the first and behind the last, as a part of the whole, and in days at least. */
const EDGE = 0.03;
const LEAST_EDGE = 3;
/** Today is shown when it is no further away than this part of the whole. */
const NEAR = 0.25;

/** All days that are shown; nothing where no date is known. */
export function spanOf(
  project: Pick<Project, "start_date" | "due_date" | "phases" | "milestones">,
  today: number,
): Span | undefined {
  const dates = [
    project.start_date,
    project.due_date,
    ...project.phases.flatMap(({ start_date, end_date }) => [start_date, end_date]),
    ...project.milestones.flatMap((milestone) => [milestone.baseline_date, dayOfMilestone(milestone)]),
  ];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const date of dates) {
    if (date !== null) {
      from = Math.min(from, dayOf(date));
      to = Math.max(to, dayOf(date) + 1);
    }
  }
  if (from > to) {
    return undefined;
  }
  const near = (to - from) * NEAR;
  if (today >= from - near && today < to + near) {
    from = Math.min(from, today);
    to = Math.max(to, today + 1);
  }
  const edge = Math.max(LEAST_EDGE, Math.round((to - from) * EDGE));
  return { from: from - edge, to: to + edge };
}

/** Pixels of a day; when all has to fit, the screen decides. */
const PIXELS: Record<Exclude<Zoom, "fit">, number> = { months: 4, weeks: 12 };

/** How wide the whole is drawn at least; nothing where it takes what there is. */
export const widthOf = ({ from, to }: Span, zoom: Zoom): number | undefined =>
  zoom === "fit" ? undefined : (to - from) * PIXELS[zoom];

export type Tick = { day: number; unit: "day" | "month" | "year" };

/** So many labels have room where all has to fit. */
const FITTING = 12;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const WEEK = 7;
/** 1 January 1970 was a Thursday. */
const MONDAY = 4;

function weeksIn({ from, to }: Span): Tick[] {
  const first = from + ((((MONDAY - from) % WEEK) + WEEK) % WEEK);
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / WEEK)) }, (_, week) => ({
    day: first + week * WEEK,
    unit: "day",
  }));
}

/** The firsts of every `step`th month, counted from January. */
function monthsIn({ from, to }: Span, step: number): Tick[] {
  const start = new Date(from * DAY_MS);
  const ticks: Tick[] = [];
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month += 1) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
    if (day >= to) {
      return ticks;
    }
    if (day >= from && month % step === 0) {
      ticks.push({ day, unit: month % 12 === 0 || ticks.length === 0 ? "year" : "month" });
    }
  }
}

/** The days that have a line and a label. */
export function ticksOf(span: Span, zoom: Zoom): Tick[] {
  if (zoom === "weeks") {
    return weeksIn(span);
  }
  if (zoom === "months") {
    return monthsIn(span, 1);
  }
  const weeks = weeksIn(span);
  if (weeks.length <= FITTING) {
    return weeks;
  }
  const fitting = MONTH_STEPS.map((step) => monthsIn(span, step)).find((ticks) => ticks.length <= FITTING);
  return fitting ?? [];
}
