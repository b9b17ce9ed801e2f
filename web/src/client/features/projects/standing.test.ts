import { expect, it } from "vitest";
import type { Milestone, Phase, ProjectRow } from "./queries.ts";
import {
  aroundCurrent,
  currentPhase,
  daysBetween,
  foremost,
  isMissed,
  isMoved,
  isPhaseOverdue,
  isProjectOverdue,
  lastReached,
  progressOf,
  slipOf,
  upcoming,
} from "./standing.ts";

const phase = (name: string, state: Phase["state"], percent: number, end_date: string | null = null): Phase => ({
  ...{ id: name, name, state, percent, start_date: null, end_date },
});

const milestone = (name: string, baseline_date: string, forecast_date: string, reached_at: string | null = null) => ({
  ...{ id: name, name, phase_id: null, baseline_date, forecast_date, reached_at, last_move: null },
});

const row = (name: string, status: ProjectRow["status"], health: ProjectRow["health"]): ProjectRow => ({
  ...{ id: name, code: name, name, status, health, start_date: null, due_date: null, current_phase: null },
});

it("counts days over months, years and a change of the clocks", () => {
  expect(daysBetween("2026-12-30", "2027-01-02")).toBe(3);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysBetween("2026-11-02T23:30:00Z", "2026-11-01")).toBe(-1);
});

it("says a hundred per cent only when each phase is done", () => {
  expect(progressOf([])).toBeUndefined();
  expect(progressOf([phase("a", "done", 100), phase("b", "active", 50), phase("c", "planned", 0)])).toBe(50);
  const nearly = [phase("a", "done", 100), phase("b", "done", 100), phase("c", "active", 99)];
  expect(progressOf(nearly)).toBe(99);
  expect(progressOf(nearly.slice(0, 2))).toBe(100);
});

it("takes the phase that is on, else the next one", () => {
  const [done, planned, active] = [phase("a", "done", 100), phase("b", "planned", 0), phase("c", "active", 10)];
  expect(currentPhase([done, planned, active])?.name).toBe("c");
  expect(currentPhase([done, planned])?.name).toBe("b");
  expect(currentPhase([done])).toBeUndefined();
});

it("shows the phases around the current one, never fewer than there is room for", () => {
  const phases = Array.from({ length: 10 }, (_, at) => phase(String(at), at < 5 ? "done" : "planned", 0));
  const names = (of: Phase[]) => of.map(({ name }) => name).join("");
  expect(names(aroundCurrent(phases, 4))).toBe("4567");
  expect(names(aroundCurrent(phases.slice(0, 5), 4))).toBe("1234");
  expect(names(aroundCurrent(phases.slice(4), 4))).toBe("4567");
  expect(names(aroundCurrent(phases.slice(0, 3), 4))).toBe("012");
  expect(
    names(
      aroundCurrent(
        phases.map((each) => ({ ...each, state: "planned" as const })),
        3,
      ),
    ),
  ).toBe("012");
});

it("orders milestones by the day that is expected now", () => {
  const late = milestone("late", "2026-11-01", "2026-12-20");
  const next = milestone("next", "2026-12-01", "2026-12-01");
  const [old, older] = [
    milestone("old", "2026-09-01", "2026-09-01", "2026-09-02T10:00:00Z"),
    milestone("older", "2026-09-01", "2026-09-01", "2026-08-30T10:00:00Z"),
  ];
  expect(upcoming([late, old, next]).map(({ name }) => name)).toEqual(["next", "late"]);
  expect(lastReached([old, older, next])?.name).toBe("old");
  expect(lastReached([next])).toBeUndefined();
});

it("sees a slip, and a milestone that was moved there and back", () => {
  const back: Milestone = {
    ...milestone("back", "2026-11-10", "2026-11-10"),
    last_move: { from_date: "2026-11-12", days: -2, reason: "Found a way", moved_at: "2026-11-01T10:00:00Z" },
  };
  expect([slipOf(milestone("a", "2026-11-10", "2026-11-24")), slipOf(back)]).toEqual([14, 0]);
  const late = milestone("c", "2026-11-10", "2026-11-10", new Date(2026, 10, 12, 0, 30).toISOString());
  expect(slipOf(late)).toBe(2);
  expect([isMoved(back), isMoved(milestone("b", "2026-11-10", "2026-11-10"))]).toEqual([true, false]);
});

it("knows what should be done by now", () => {
  const now = new Date(2026, 10, 23, 8);
  expect(isMissed(milestone("a", "2026-11-20", "2026-11-22"), now)).toBe(true);
  expect(isMissed(milestone("a", "2026-11-20", "2026-11-23"), now)).toBe(false);
  expect(isMissed(milestone("a", "2026-11-20", "2026-11-22", "2026-11-22T10:00:00Z"), now)).toBe(false);
  expect(isPhaseOverdue(phase("a", "active", 90, "2026-11-22"), now)).toBe(true);
  expect(isPhaseOverdue(phase("a", "done", 100, "2026-11-22"), now)).toBe(false);
  expect(isPhaseOverdue(phase("a", "planned", 0), now)).toBe(false);
  expect(isProjectOverdue({ status: "active", due_date: "2026-11-22" }, now)).toBe(true);
  expect(isProjectOverdue({ status: "completed", due_date: "2026-11-22" }, now)).toBe(false);
});

it("puts what is worked on first, the worst of it at the top, and what is over only where nothing else is", () => {
  const rows = [
    row("done", "completed", "green"),
    row("soon", "planned", "green"),
    row("fine", "active", "green"),
    row("late", "active", "red"),
    row("rests", "on_hold", "green"),
  ];
  expect(foremost(rows, 3).map(({ name }) => name)).toEqual(["late", "fine", "rests"]);
  expect(foremost(rows.slice(0, 1), 3).map(({ name }) => name)).toEqual(["done"]);
});
