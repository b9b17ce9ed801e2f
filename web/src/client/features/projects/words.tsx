/** The words about a project: its status, its health, its dates. */
import { type Format, useFormat } from "~/shared/i18n/format.ts";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import type { Phase, ProjectHealth, ProjectStatus } from "./queries.ts";
import { isJudged } from "./standing.ts";
import classes from "./words.module.css";

const statusTones: Record<ProjectStatus, Tone> = {
  planned: "calm",
  active: "brand",
  on_hold: "warn",
  completed: "good",
  cancelled: "calm",
};

const healthTones: Record<ProjectHealth, Tone> = { green: "good", amber: "warn", red: "bad" };

type StandingProps = {
  status: ProjectStatus;
  health: ProjectHealth;
  /** That a project goes on is left unsaid. */
  isShort?: boolean;
};

/** The status, and beside it how the project does while it goes on. */
export function Standing({ status, health, isShort = false }: StandingProps) {
  const t = useT();
  return (
    <span className={classes.tags}>
      {isJudged(status) && (
        <Tag tone={healthTones[health]}>
          <span className={classes.dot} aria-hidden="true" />
          {t(`project.health.${health}`)}
        </Tag>
      )}
      {!(isShort && status === "active") && <Tag tone={statusTones[status]}>{t(`project.status.${status}`)}</Tag>}
    </span>
  );
}

/** A whole number of per cent. */
export const percent = (format: Format, value: number): string => format.rate(value * 1000);

type DatesProps = { from: string | null; to: string | null };

/** From when until when, as far as it is known. */
export function Dates({ from, to }: DatesProps) {
  const t = useT();
  const format = useFormat();
  const day = (date: string) => (
    <time dateTime={date} title={format.longDate(date)}>
      {format.date(date)}
    </time>
  );
  if (from !== null && to !== null) {
    return (
      <span>
        {day(from)} – {day(to)}
      </span>
    );
  }
  const only = from ?? to;
  if (only === null) {
    return null;
  }
  const [before = "", after = ""] = t(from === null ? "project.until" : "project.from", { date: "\n" }).split("\n");
  return (
    <span>
      {before}
      {day(only)}
      {after}
    </span>
  );
}

/** What is said of a phase in one word: how far it is. */
export function usePhaseWord(): (phase: Phase) => string {
  const t = useT();
  const format = useFormat();
  return (phase) => (phase.state === "active" ? percent(format, phase.percent) : t(`phase.state.${phase.state}`));
}

/** That something should be done by now. */
export function Overdue({ isOverdue }: { isOverdue: boolean }) {
  const t = useT();
  return isOverdue ? <span className={classes.overdue}>{t("project.overdue")}</span> : null;
}
