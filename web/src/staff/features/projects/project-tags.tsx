/** Where a project stands and how it does, in a word each. */
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { PhaseState, ProjectHealth, ProjectStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./project-tags.module.css";
import { daysLate } from "./standing.ts";

const ofStatus: Record<ProjectStatus, Tone> = {
  planned: "calm",
  active: "brand",
  on_hold: "warn",
  completed: "good",
  cancelled: "calm",
};
const ofHealth: Record<ProjectHealth, Tone> = { green: "good", amber: "warn", red: "bad" };
const ofPhase: Record<PhaseState, Tone> = { planned: "calm", active: "brand", done: "good" };

export function ProjectStatusTag({ status }: { status: ProjectStatus }) {
  const t = useT();
  return <Tag tone={ofStatus[status]}>{t(`project.status.${status}`)}</Tag>;
}

export function HealthTag({ health }: { health: ProjectHealth }) {
  const t = useT();
  return <Tag tone={ofHealth[health]}>{t(`project.health.${health}`)}</Tag>;
}

export function PhaseStateTag({ state }: { state: PhaseState }) {
  const t = useT();
  return <Tag tone={ofPhase[state]}>{t(`phase.state.${state}`)}</Tag>;
}

export function LateTag({ days }: { days: number }) {
  const t = useT();
  return days === 0 ? null : <Tag tone="bad">{t("project.late", { count: days })}</Tag>;
}

/** The day that it is due on, and how long that is past. */
export function DueDate({ project }: { project: { status: ProjectStatus; due_date: string | null } }) {
  const format = useFormat();
  return project.due_date === null ? null : (
    <span className={classes.due}>
      <time dateTime={project.due_date} title={format.longDate(project.due_date)}>
        {format.date(project.due_date)}
      </time>
      <LateTag days={daysLate(project)} />
    </span>
  );
}
