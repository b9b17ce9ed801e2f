import { fireEvent } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { rendered } from "../../../rendered.tsx";
import type { Milestone, Phase } from "../queries.ts";
import { Chart } from "./chart.tsx";
import { groupsOf, MILESTONE_HEIGHT, PHASE_HEIGHT, rowsOf } from "./rows.ts";
import { spanOf, type Zoom } from "./scale.ts";

const day = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);

const phase = (at: number): Phase => ({
  ...{ id: `p${at}`, name: `Phase ${at}`, state: "active", percent: 50 },
  ...{ start_date: day(20_000 + at * 7), end_date: day(20_010 + at * 7) },
});

const milestone = (at: number, phase_id: string | null): Milestone => ({
  ...{ id: `m${at}`, name: `Milestone ${at}`, phase_id, reached_at: null, last_move: null },
  ...{ baseline_date: day(20_000 + at * 3), forecast_date: day(20_009 + at * 3) },
});

it("has each milestone below its phase, the earliest first, and those of none at the end", () => {
  const groups = groupsOf({
    phases: [phase(1), phase(2)],
    milestones: [milestone(4, "p1"), milestone(3, "p1"), milestone(2, "gone"), milestone(1, null)],
  });
  const { rows, height } = rowsOf(groups);
  const ids = rows.map((row) => (row.kind === "phase" ? row.phase.id : row.milestone.id));
  expect(ids).toEqual(["p1", "m3", "m4", "p2", "m1", "m2"]);
  expect(rows[3]?.top).toBe(PHASE_HEIGHT + 2 * MILESTONE_HEIGHT);
  expect(height).toBe(2 * PHASE_HEIGHT + 4 * MILESTONE_HEIGHT);
});

it("draws the rows once: zooming leaves every bar and diamond as it is", () => {
  const project = {
    ...{ start_date: null, due_date: null, phases: Array.from({ length: 20 }, (_, at) => phase(at)) },
    milestones: Array.from({ length: 40 }, (_, at) => milestone(at, `p${at % 20}`)),
  };
  const groups = groupsOf(project);
  const span = spanOf(project, 20_100);
  function Zooming() {
    const [zoom, setZoom] = useState<Zoom>("fit");
    return (
      <>
        <button type="button" onClick={() => setZoom("weeks")}>
          Weeks
        </button>
        {span !== undefined && <Chart groups={groups} span={span} zoom={zoom} today={20_100} />}
      </>
    );
  }
  const { container, getByRole } = rendered(<Zooming />);
  const seen = (what: string) => [...container.querySelectorAll(what)];
  const before = seen("rect, path");
  const [drawn, days] = [before.map(({ outerHTML }) => outerHTML), seen("line").length];
  // Rest and done of each phase, agreed and expected of each milestone.
  expect(before.length).toBeGreaterThanOrEqual(2 * 20 + 2 * 40);
  fireEvent.click(getByRole("button", { name: "Weeks" }));
  expect(seen("line").length).toBeGreaterThan(days);
  const after = seen("rect, path");
  expect(after.every((mark, at) => mark === before[at])).toBe(true);
  expect(after.map(({ outerHTML }) => outerHTML)).toEqual(drawn);
});
