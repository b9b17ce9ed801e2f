import { expect, it } from "vitest";
import { dateOf, dayOf, extent, place, share, spanOf, ticksOf, todayOf, widthOf } from "./scale.ts";

const span = (from: string, to: string) => ({ from: dayOf(from), to: dayOf(to) });
const dates = (ticks: { day: number }[]) => ticks.map(({ day }) => dateOf(day));

const phase = (start_date: string | null, end_date: string | null) => ({
  ...{ id: "p", name: "p", state: "planned" as const, percent: 0, start_date, end_date },
});
const nothing = { start_date: null, due_date: null, phases: [], milestones: [] };

it("places a day by its share of the whole", () => {
  const year = span("2026-01-01", "2027-01-01");
  expect(share(year, dayOf("2026-01-01"))).toBe(0);
  expect(share(year, dayOf("2027-01-01"))).toBe(1);
  expect(place({ from: 0, to: 8 }, 2)).toBe("25.000%");
  expect(extent({ from: 100, to: 108 }, 2)).toBe("25.000%");
  expect(dayOf("2026-11-23T23:59:59Z")).toBe(dayOf("2026-11-23"));
});

it("takes today from the calendar of the device, not from Greenwich", () => {
  expect(dateOf(todayOf(new Date(2026, 10, 23, 0, 30)))).toBe("2026-11-23");
  expect(dateOf(todayOf(new Date(2026, 10, 23, 23, 30)))).toBe("2026-11-23");
});

it("spans every date there is, with room at both ends, and today when it is near", () => {
  const today = dayOf("2026-11-23");
  expect(spanOf(nothing, today)).toBeUndefined();
  const milestone = { id: "m", name: "m", phase_id: null, reached_at: null, last_move: null };
  const project = {
    ...nothing,
    phases: [phase("2026-01-10", "2026-03-01"), phase(null, null)],
    milestones: [{ ...milestone, baseline_date: "2026-01-05", forecast_date: "2026-04-14" }],
  };
  // 100 days, and 3 at each end; today lies far off.
  expect(spanOf(project, today)).toEqual(span("2026-01-02", "2026-04-18"));
  expect(spanOf(project, dayOf("2026-04-20"))).toEqual(span("2026-01-02", "2026-04-24"));
  expect(spanOf({ ...nothing, phases: [phase("2026-01-10", null)] }, today)).toEqual(span("2026-01-07", "2026-01-14"));
});

it("has a tick on each Monday, on each first, or on as many firsts as have room", () => {
  expect(dates(ticksOf(span("2026-11-01", "2026-11-24"), "weeks"))).toEqual([
    "2026-11-02",
    "2026-11-09",
    "2026-11-16",
    "2026-11-23",
  ]);
  expect(dates(ticksOf(span("2026-11-02", "2026-11-09"), "weeks"))).toEqual(["2026-11-02"]);
  expect(dates(ticksOf(span("2026-11-01", "2027-01-01"), "months"))).toEqual(["2026-11-01", "2026-12-01"]);
  expect(dates(ticksOf(span("2026-11-01", "2026-11-24"), "fit"))).toEqual(
    dates(ticksOf(span("2026-11-01", "2026-11-24"), "weeks")),
  );
  // Every second month would be thirteen.
  expect(dates(ticksOf(span("2026-01-01", "2028-01-02"), "fit"))).toEqual([
    ...["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"],
    ...["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01", "2028-01-01"],
  ]);
  for (const years of [1, 2, 5, 10, 40]) {
    const ticks = ticksOf(span("2020-06-15", `${2020 + years}-06-15`), "fit");
    expect(ticks.length, `${years} years`).toBeGreaterThan(1);
    expect(ticks.length, `${years} years`).toBeLessThanOrEqual(12);
  }
});

it("names the year at the first label and in each January", () => {
  const ticks = ticksOf(span("2026-10-15", "2027-03-15"), "months");
  expect(ticks.map(({ unit }) => unit)).toEqual(["year", "month", "year", "month", "month"]);
});

it("widens with the zoom", () => {
  const month = { from: 0, to: 30 };
  expect([widthOf(month, "fit"), widthOf(month, "months"), widthOf(month, "weeks")]).toEqual([undefined, 120, 360]);
});
