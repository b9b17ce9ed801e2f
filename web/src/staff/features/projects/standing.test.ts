import { describe, expect, it } from "vitest";
import type { Milestone } from "~/staff/api/wire.ts";
import { daysLate, daysSlipped, milestoneLate } from "./standing.ts";

const today = new Date(2026, 10, 23, 1, 30);
const milestone = (baseline_date: string, forecast_date: string, reached_at: string | null = null): Milestone => ({
  id: "m",
  name: "Roof closed",
  phase_id: null,
  baseline_date,
  forecast_date,
  reached_at,
  moves: [],
});

describe("how late something is", () => {
  it("counts the days past the day that a project is due on", () => {
    expect(daysLate({ status: "active", due_date: "2026-11-20" }, today)).toBe(3);
    expect(daysLate({ status: "on_hold", due_date: "2026-10-23" }, today)).toBe(31);
    expect(daysLate({ status: "active", due_date: "2026-11-23" }, today)).toBe(0);
    expect(daysLate({ status: "active", due_date: "2026-12-01" }, today)).toBe(0);
    expect(daysLate({ status: "active", due_date: null }, today)).toBe(0);
  });

  it("is none once nothing is waited for", () => {
    expect(daysLate({ status: "completed", due_date: "2026-01-01" }, today)).toBe(0);
    expect(daysLate({ status: "cancelled", due_date: "2026-01-01" }, today)).toBe(0);
    expect(milestoneLate(milestone("2026-01-01", "2026-01-01", "2026-02-01T00:00:00Z"), today)).toBe(0);
  });

  it("goes by what a milestone's forecast is now", () => {
    expect(milestoneLate(milestone("2026-11-01", "2026-11-22"), today)).toBe(1);
    expect(milestoneLate(milestone("2026-11-01", "2026-11-23"), today)).toBe(0);
  });

  it("and a slip by what was agreed, over the change of the clocks", () => {
    expect(daysSlipped(milestone("2026-03-20", "2026-04-02"))).toBe(13);
    expect(daysSlipped(milestone("2026-04-02", "2026-03-20"))).toBe(-13);
    expect(daysSlipped(milestone("2026-04-02", "2026-04-02"))).toBe(0);
  });
});
