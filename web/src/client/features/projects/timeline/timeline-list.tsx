/** The timeline on a phone: each phase with its days, below it its milestones. */
import { useT } from "../../../i18n/use-t.ts";
import { MilestoneItem } from "../milestone-item.tsx";
import { Part } from "../part.tsx";
import { PhaseRow } from "../phase-row.tsx";
import type { Milestone } from "../queries.ts";
import type { Group } from "./rows.ts";
import classes from "./timeline-list.module.css";

export function TimelineList({ groups }: { groups: Group[] }) {
  const t = useT();
  const others = groups.find(({ phase }) => phase === undefined);
  const hasPhases = groups.some(({ phase }) => phase !== undefined);
  return (
    <>
      {hasPhases && (
        <Part title={t("project.phases")}>
          <ol className={classes.phases}>
            {groups.map(
              ({ phase, milestones }) =>
                phase !== undefined && (
                  <PhaseRow key={phase.id} phase={phase}>
                    {milestones.length > 0 && <Milestones milestones={milestones} />}
                  </PhaseRow>
                ),
            )}
          </ol>
        </Part>
      )}
      {others !== undefined && (
        <Part title={t(hasPhases ? "timeline.other_milestones" : "project.milestones")}>
          <Milestones milestones={others.milestones} />
        </Part>
      )}
    </>
  );
}

function Milestones({ milestones }: { milestones: Milestone[] }) {
  return (
    <ul className={classes.milestones}>
      {milestones.map((milestone) => (
        <MilestoneItem key={milestone.id} milestone={milestone} />
      ))}
    </ul>
  );
}
