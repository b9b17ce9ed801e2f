/** The rows of the timeline: each phase, below it the milestones that end it, at last those of no phase. Pure. */
import type { Milestone, Phase, Project } from "../queries.ts";

export const PHASE_HEIGHT = 52;
export const MILESTONE_HEIGHT = 44;

export type Row = { top: number; height: number } & (
  | { kind: "phase"; phase: Phase }
  | { kind: "milestone"; milestone: Milestone }
);

export type Group = { phase: Phase | undefined; milestones: Milestone[] };

const byForecast = (one: Milestone, other: Milestone) =>
  one.forecast_date < other.forecast_date ? -1 : Number(one.forecast_date > other.forecast_date);

/** Each phase with its milestones, the earliest first; those of no phase come last. */
export function groupsOf({ phases, milestones }: Pick<Project, "phases" | "milestones">): Group[] {
  const groups = new Map<string | null, Group>(phases.map((phase) => [phase.id, { phase, milestones: [] }]));
  const others: Group = { phase: undefined, milestones: [] };
  for (const milestone of milestones.toSorted(byForecast)) {
    (groups.get(milestone.phase_id) ?? others).milestones.push(milestone);
  }
  return others.milestones.length === 0 ? [...groups.values()] : [...groups.values(), others];
}

export function rowsOf(groups: Group[]): { rows: Row[]; height: number } {
  const rows: Row[] = [];
  let top = 0;
  const add = (height: number, what: { kind: "phase"; phase: Phase } | { kind: "milestone"; milestone: Milestone }) => {
    rows.push({ top, height, ...what });
    top += height;
  };
  for (const { phase, milestones } of groups) {
    if (phase !== undefined) {
      add(PHASE_HEIGHT, { kind: "phase", phase });
    }
    for (const milestone of milestones) {
      add(MILESTONE_HEIGHT, { kind: "milestone", milestone });
    }
  }
  return { rows, height: top };
}
