import { describe, expect, it } from "vitest";
import { inList, inState, newPhase, percentOf, phaseFormsOf, phaseRules, savedPhases } from "./phase-form.ts";

const known = {
  id: "a",
  name: "Design",
  state: "active",
  percent: 40,
  start_date: "2026-11-01",
  end_date: null,
} as const;

describe("phases in a form", () => {
  it("come back as they were", () => {
    expect(savedPhases(phaseFormsOf([known]), new Set(["a"]))).toEqual([{ ...known }]);
  });

  it("are new where the project has none of that id, and without the space around their names", () => {
    const [kept] = phaseFormsOf([known]);
    expect(savedPhases(kept === undefined ? [] : [kept], new Set())).toEqual([{ ...known, id: null }]);
    const made = { ...newPhase(), name: " Build " };
    expect(savedPhases([made], new Set([made.id]))[0]).toMatchObject({ id: null, name: "Build", percent: 0 });
  });

  it("are done in full, or not begun at all", () => {
    const phase = { ...newPhase(), percent: "40" };
    expect(inState(phase, "done").percent).toBe("100");
    expect(inState(phase, "planned").percent).toBe("0");
    expect(inState(phase, "active").percent).toBe("40");
  });

  it("have whole per cents", () => {
    expect(["0", " 7", "100"].map(percentOf)).toEqual([0, 7, 100]);
    expect(["", "101", "-1", "1.5", "x", "1e2"].map(percentOf)).toEqual(Array(6).fill(undefined));
  });

  it("end after they begin, each by itself", () => {
    const rules = phaseRules({ name: "name", percent: "percent", order: "order" }).phases;
    const phases = [newPhase(), { ...newPhase(), start_date: "2026-02-01", end_date: "2026-01-01" }];
    expect(rules.end_date("2026-01-01", { phases }, "phases.1.end_date")).toBe("order");
    expect(rules.end_date("2026-01-01", { phases }, "phases.0.end_date")).toBeNull();
  });

  it("have their problems where the server names them", () => {
    expect(inList("phases[12].end_date")).toBe("phases.12.end_date");
    expect(inList("phases")).toBe("phases");
  });
});
