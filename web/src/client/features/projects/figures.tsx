/** The four figures of a project: how far, what is on, what is next, what waits. */
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { ProgressBar } from "~/shared/ui/progress-bar.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./figures.module.css";
import { MilestoneTags } from "./milestone-tags.tsx";
import type { Milestone, Phase, Project } from "./queries.ts";
import { currentPhase, isPhaseOverdue, lastReached, progressOf, upcoming } from "./standing.ts";
import { Overdue, percent } from "./words.tsx";

export function Figures({ project }: { project: Project }) {
  const current = currentPhase(project.phases);
  const [next] = upcoming(project.milestones);
  const reached = lastReached(project.milestones);
  return (
    <div className={classes.figures}>
      <Progress phases={project.phases} />
      {current !== undefined && <CurrentPhase phase={current} />}
      {next !== undefined ? <NextMilestone milestone={next} /> : reached && <LastMilestone milestone={reached} />}
      <Waiting count={project.waiting_count} />
    </div>
  );
}

type FigureProps = { name: string; children: ReactNode };

function Figure({ name, children }: FigureProps) {
  return (
    <Card className={classes.figure}>
      <h2 className={classes.name}>{name}</h2>
      {children}
    </Card>
  );
}

function Progress({ phases }: { phases: Phase[] }) {
  const t = useT();
  const format = useFormat();
  const progress = progressOf(phases);
  if (progress === undefined) {
    return null;
  }
  const done = phases.filter(({ state }) => state === "done").length;
  return (
    <Figure name={t("project.progress")}>
      <p className={classes.number}>{percent(format, progress)}</p>
      <ProgressBar percent={progress} isDone={done === phases.length} />
      <p className={classes.note}>{t("project.phases_done", { done, count: phases.length })}</p>
    </Figure>
  );
}

function CurrentPhase({ phase }: { phase: Phase }) {
  const t = useT();
  const format = useFormat();
  const isOn = phase.state === "active";
  const day = isOn ? phase.end_date : phase.start_date;
  return (
    <Figure name={t(isOn ? "project.current_phase" : "project.next_phase")}>
      <p className={classes.text}>{phase.name}</p>
      <p className={classes.facts}>
        {isOn && <span>{t("project.phase_percent", { percent: percent(format, phase.percent) })}</span>}
        {day !== null && (
          <time dateTime={day} title={format.longDate(day)}>
            {t(isOn ? "project.until" : "project.from", { date: format.date(day) })}
          </time>
        )}
        <Overdue isOverdue={isPhaseOverdue(phase)} />
      </p>
    </Figure>
  );
}

function NextMilestone({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const day = milestone.forecast_date;
  return (
    <Figure name={t("project.next_milestone")}>
      <p className={classes.text}>{milestone.name}</p>
      <div className={classes.note}>
        <span className={classes.facts}>
          <time dateTime={day} title={format.longDate(day)}>
            {format.date(day)}
          </time>
          <Moment at={day} />
        </span>
        <MilestoneTags milestone={milestone} />
      </div>
    </Figure>
  );
}

function LastMilestone({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  return (
    <Figure name={t("project.last_milestone")}>
      <p className={classes.text}>{milestone.name}</p>
      <div className={classes.note}>
        <span>{format.date(milestone.reached_at ?? "")}</span>
        <MilestoneTags milestone={milestone} />
      </div>
    </Figure>
  );
}

function Waiting({ count }: { count: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <Figure name={t("home.waiting")}>
      <p className={classes.number}>{format.quantity(count * 1000)}</p>
      {count === 0 ? (
        <p className={classes.note}>{t("project.waiting_none")}</p>
      ) : (
        <Link className={classes.link} {...paths.home()}>
          {t("project.answer", { count })}
          <ArrowRight size={16} aria-hidden="true" />
        </Link>
      )}
    </Figure>
  );
}
