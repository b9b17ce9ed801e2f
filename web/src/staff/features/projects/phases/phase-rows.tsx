/** The phases of a project, to be read: how far each has come, and when. */
import { useFormat } from "~/shared/i18n/format.ts";
import type { Phase } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { PhaseStateTag } from "../project-tags.tsx";
import classes from "./phases.module.css";

export function PhaseRows({ phases }: { phases: readonly Phase[] }) {
  return (
    <ol className={classes.rows}>
      {phases.map((phase) => (
        <PhaseRow key={phase.id} phase={phase} />
      ))}
    </ol>
  );
}

function PhaseRow({ phase }: { phase: Phase }) {
  const t = useT();
  const format = useFormat();
  const { start_date: start, end_date: end } = phase;
  const dates = [start, end].map((day) => (day === null ? "…" : format.date(day))).join(" – ");
  return (
    <li className={classes.row} data-state={phase.state}>
      <span className={classes.words}>
        <span className={classes.name}>{phase.name}</span>
        {(start !== null || end !== null) && <span className={classes.dates}>{dates}</span>}
      </span>
      <span className={classes.percent}>
        <span className={classes.track} aria-hidden="true">
          <span className={classes.fill} style={{ inlineSize: `${phase.percent}%` }} />
        </span>
        <span className={classes.figure}>{t("phases.percent", { percent: phase.percent })}</span>
      </span>
      <PhaseStateTag state={phase.state} />
    </li>
  );
}
