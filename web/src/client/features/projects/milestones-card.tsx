/** What was reached last and what comes, each with its day; a moved one says from when, by how much and why. */
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { MilestoneItem } from "./milestone-item.tsx";
import classes from "./milestones-card.module.css";
import { Nothing, Part } from "./part.tsx";
import type { Project } from "./queries.ts";
import { isMoved, isOpen, lastReached, upcoming } from "./standing.ts";

/** So many of those to come are shown; the timeline has all. */
const SHOWN = 4;

export function MilestonesCard({ project }: { project: Project }) {
  const t = useT();
  const { milestones } = project;
  const coming = upcoming(milestones);
  const reached = lastReached(milestones);
  const shown = [...(reached === undefined ? [] : [reached]), ...coming.slice(0, SHOWN)];
  // A slip further off is not passed over in silence.
  const moved = coming.slice(SHOWN).filter(isMoved).length;
  const all = t("project.all_milestones", { count: milestones.length });
  const words = moved === 0 ? all : `${all}, ${t("project.more_moved", { count: moved })}`;
  if (milestones.length === 0 && !isOpen(project.status)) {
    return null;
  }
  return (
    <Part
      title={t("project.milestones")}
      more={milestones.length > shown.length ? { path: paths.timeline(project.id), words } : undefined}
    >
      {milestones.length === 0 && <Nothing>{t("project.no_milestones")}</Nothing>}
      <ul className={classes.list}>
        {shown.map((milestone) => (
          <MilestoneItem key={milestone.id} milestone={milestone} />
        ))}
      </ul>
    </Part>
  );
}
