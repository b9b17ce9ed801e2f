/** The phases of a project as they stand in a form, and what of them is sent. Pure. */
import type { Schemas } from "~/shared/api/types.ts";
import type { Phase, PhaseState } from "~/staff/api/wire.ts";
import { orNone } from "../project-form.ts";

/** `id` is the server's where `isKept`, else one of this page. */
export type PhaseForm = {
  id: string;
  isKept: boolean;
  name: string;
  state: PhaseState;
  /** As it is typed. */
  percent: string;
  start_date: string;
  end_date: string;
};
export type PhasesForm = { phases: PhaseForm[] };

export const newPhase = (): PhaseForm => ({
  id: crypto.randomUUID(),
  isKept: false,
  name: "",
  state: "planned",
  percent: "0",
  start_date: "",
  end_date: "",
});

export const phaseFormsOf = (phases: readonly Phase[]): PhaseForm[] =>
  phases.map(({ id, name, state, percent, start_date, end_date }) => ({
    id,
    isKept: true,
    name,
    state,
    percent: String(percent),
    start_date: start_date ?? "",
    end_date: end_date ?? "",
  }));

/** What is done is done in full, and what has not begun not at all. */
export const inState = (phase: PhaseForm, state: PhaseState): PhaseForm => ({
  ...phase,
  state,
  percent: state === "done" ? "100" : state === "planned" ? "0" : phase.percent,
});

/** A whole number from 0 to 100; nothing where something else is typed. */
export function percentOf(typed: string): number | undefined {
  const percent = /^\d{1,3}$/u.test(typed.trim()) ? Number(typed) : Number.NaN;
  return percent <= 100 ? percent : undefined;
}

/** What is sent. A phase that the project no longer has is a new one. */
export const savedPhases = (phases: readonly PhaseForm[], known: ReadonlySet<string>): Schemas["SavedPhase"][] =>
  phases.map((phase) => ({
    id: phase.isKept && known.has(phase.id) ? phase.id : null,
    name: phase.name.trim(),
    state: phase.state,
    percent: percentOf(phase.percent) ?? 0,
    start_date: orNone(phase.start_date),
    end_date: orNone(phase.end_date),
  }));

export const phaseRules = (words: { name: string; percent: string; order: string }) => ({
  phases: {
    name: (name: string) => (name.trim() === "" ? words.name : null),
    percent: (typed: string) => (percentOf(typed) === undefined ? words.percent : null),
    end_date: (end: string, { phases }: PhasesForm, path: string) => {
      const start = phases[Number(path.split(".")[1])]?.start_date ?? "";
      return end !== "" && start !== "" && end < start ? words.order : null;
    },
  },
});

/** The form's field that the server means: `phases[2].name` is `phases.2.name`. */
export const inList = (path: string): string => path.replace(/\[(\d+)\]/gu, ".$1");
