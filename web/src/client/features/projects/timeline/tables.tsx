/** The timeline in words: the phases and the milestones as tables. */
import { memo, type ReactNode } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../../i18n/use-t.ts";
import type { Milestone } from "../queries.ts";
import { isPhaseOverdue, slipOf } from "../standing.ts";
import { Overdue, percent } from "../words.tsx";
import type { Group } from "./rows.ts";
import classes from "./tables.module.css";

export const Tables = memo(function Tables({ groups }: { groups: Group[] }) {
  const hasPhases = groups.some(({ phase }) => phase !== undefined);
  const hasMilestones = groups.some(({ milestones }) => milestones.length > 0);
  return (
    <>
      {hasPhases && <PhaseTable groups={groups} />}
      {hasMilestones && <MilestoneTable groups={groups} />}
    </>
  );
});

type FrameProps = { title: string; columns: string[]; children: ReactNode };

function Frame({ title, columns, children }: FrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
    <section className={classes.frame} aria-label={title} tabIndex={0}>
      <table className={classes.table}>
        <caption className={classes.caption}>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function PhaseTable({ groups }: { groups: Group[] }) {
  const t = useT();
  const format = useFormat();
  const columns = [
    t("timeline.phase"),
    t("timeline.state"),
    t("project.progress"),
    t("timeline.from"),
    t("timeline.to"),
  ];
  return (
    <Frame title={t("project.phases")} columns={columns}>
      {groups.map(
        ({ phase }) =>
          phase !== undefined && (
            <tr key={phase.id}>
              <th scope="row">{phase.name}</th>
              <td>
                {t(`phase.state.${phase.state}`)} <Overdue isOverdue={isPhaseOverdue(phase)} />
              </td>
              <td>{percent(format, phase.percent)}</td>
              <Day date={phase.start_date} />
              <Day date={phase.end_date} />
            </tr>
          ),
      )}
    </Frame>
  );
}

function Day({ date }: { date: string | null }) {
  const format = useFormat();
  return (
    <td className={classes.day}>
      {date === null ? (
        "–"
      ) : (
        <time dateTime={date} title={format.longDate(date.slice(0, 10))}>
          {format.date(date)}
        </time>
      )}
    </td>
  );
}

function MilestoneTable({ groups }: { groups: Group[] }) {
  const t = useT();
  const columns = [
    ...[t("timeline.milestone"), t("timeline.phase"), t("timeline.agreed"), t("timeline.expected")],
    ...[t("timeline.difference"), t("timeline.reached"), t("timeline.why")],
  ];
  return (
    <Frame title={t("project.milestones")} columns={columns}>
      {groups.flatMap(({ phase, milestones }) =>
        milestones.map((milestone) => (
          <tr key={milestone.id}>
            <th scope="row">{milestone.name}</th>
            <td>{phase?.name ?? "–"}</td>
            <Day date={milestone.baseline_date} />
            <Day date={milestone.forecast_date} />
            <td className={classes.day}>
              <Difference milestone={milestone} />
            </td>
            <Day date={milestone.reached_at} />
            <td className={classes.why}>
              <Why milestone={milestone} />
            </td>
          </tr>
        )),
      )}
    </Frame>
  );
}

function Difference({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const days = slipOf(milestone);
  if (days === 0) {
    return t("timeline.as_agreed");
  }
  return t(days > 0 ? "milestone.later" : "milestone.earlier", { count: Math.abs(days) });
}

function Why({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  const move = milestone.last_move;
  return move === null ? "–" : t("timeline.last_move", { from: format.date(move.from_date), reason: move.reason });
}
