/** Where a project stands, worked out of what the server says of it. Pure. */
import { daysUntil } from "~/shared/i18n/format.ts";
import type { Milestone, Phase, ProjectRow, ProjectStatus } from "./queries.ts";

const DAY_MS = 86_400_000;

/** The days from one date to another; fewer than none when the other is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS);

/** How far all phases are together, in per cent; a hundred only when each is. Nothing where there are no phases. */
export function progressOf(phases: Phase[]): number | undefined {
  if (phases.length === 0) {
    return undefined;
  }
  return Math.floor(phases.reduce((sum, { percent }) => sum + percent, 0) / phases.length);
}

/** The phase that is worked on, else the one that comes next; none when all are done. */
export const currentPhase = (phases: Phase[]): Phase | undefined =>
  phases.find(({ state }) => state === "active") ?? phases.find(({ state }) => state === "planned");

const byForecast = (one: Milestone, other: Milestone) =>
  one.forecast_date < other.forecast_date ? -1 : Number(one.forecast_date > other.forecast_date);

/** What is not reached yet, the earliest first. */
export const upcoming = (milestones: Milestone[]): Milestone[] =>
  milestones.filter(({ reached_at }) => reached_at === null).toSorted(byForecast);

/** What was reached last. */
export const lastReached = (milestones: Milestone[]): Milestone | undefined =>
  milestones
    .filter(({ reached_at }) => reached_at !== null)
    .toSorted((one, other) => String(one.reached_at).localeCompare(String(other.reached_at)))
    .at(-1);

/** The day on which a milestone was reached, as the calendar of this device has it, else the one that is expected. */
export function dayOfMilestone({ reached_at, forecast_date }: Milestone): string {
  if (reached_at === null) {
    return forecast_date;
  }
  const at = new Date(reached_at);
  return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString().slice(0, 10);
}

/** By how many days a milestone comes later than was agreed first; fewer than none when it comes earlier. */
export const slipOf = (milestone: Milestone): number => daysBetween(milestone.baseline_date, dayOfMilestone(milestone));

/** Whether it was ever moved, even if it stands where it stood at first. */
export const isMoved = (milestone: Milestone): boolean => milestone.last_move !== null || slipOf(milestone) !== 0;

/** Whether its day is over and it is not reached. */
export const isMissed = ({ reached_at, forecast_date }: Milestone, now = new Date()): boolean =>
  reached_at === null && daysUntil(forecast_date, now) < 0;

/** Whether a phase should be done by now and is not. */
export const isPhaseOverdue = ({ state, end_date }: Phase, now = new Date()): boolean =>
  state !== "done" && end_date !== null && daysUntil(end_date, now) < 0;

/** Whether a project should be done by now and is not. */
export const isProjectOverdue = (
  { status, due_date }: { status: ProjectStatus; due_date: string | null },
  now = new Date(),
): boolean => isOpen(status) && due_date !== null && daysUntil(due_date, now) < 0;

/** Of many phases those around the current one, as many as `most`: one that is done, and what follows. */
export function aroundCurrent(phases: Phase[], most: number): Phase[] {
  const open = phases.findIndex(({ state }) => state !== "done");
  const from = open === -1 ? phases.length - most : open - 1;
  const start = Math.max(0, Math.min(from, phases.length - most));
  return phases.slice(start, start + most);
}

/** A project that is over, or that rests, is not judged by its health. */
export const isJudged = (status: ProjectStatus): boolean => status === "active" || status === "planned";

const ranks: Record<ProjectStatus, number> = { active: 0, on_hold: 1, planned: 2, completed: 3, cancelled: 4 };
const healthRanks = { red: 0, amber: 1, green: 2 };

/** Whether it is neither done nor given up. */
export const isOpen = (status: ProjectStatus): boolean => ranks[status] < ranks.completed;

/** What is worked on first, the worst of it at the top, what is over last. */
export const byUrgency = (projects: ProjectRow[]): ProjectRow[] =>
  projects.toSorted((one, other) => {
    const byStatus = ranks[one.status] - ranks[other.status];
    return byStatus === 0 ? healthRanks[one.health] - healthRanks[other.health] : byStatus;
  });

/** What the home shows: what is worked on, the worst first; what is over only where there is nothing else. */
export function foremost(projects: ProjectRow[], most: number): ProjectRow[] {
  const open = projects.filter(({ status }) => isOpen(status));
  return byUrgency(open.length > 0 ? open : projects).slice(0, most);
}
