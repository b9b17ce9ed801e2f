/** How a project stands, from its dates and phases. Pure. */
import { daysUntil } from "~/shared/i18n/format.ts";
import type { Milestone, ProjectStatus } from "~/staff/api/wire.ts";

type Dated = { status: ProjectStatus; due_date: string | null };

/** By how many days it is past its day; 0 where it is not, or where nothing is waited for any more. */
export function daysLate({ status, due_date: due }: Dated, now?: Date): number {
  const isOver = status === "completed" || status === "cancelled";
  return due === null || isOver ? 0 : Math.max(0, -daysUntil(due, now));
}

/** By how many days a milestone is past the day that it is expected on. */
export const milestoneLate = ({ forecast_date, reached_at }: Milestone, now?: Date): number =>
  reached_at === null ? Math.max(0, -daysUntil(forecast_date, now)) : 0;

/** By how many days the forecast is behind what was agreed; fewer than none when it is ahead. */
export const daysSlipped = ({ baseline_date, forecast_date }: Milestone): number =>
  Math.round((Date.parse(forecast_date) - Date.parse(baseline_date)) / 86_400_000);
