/** What stands out of a milestone: that it is reached, or over and not reached, and by how much it has slipped. */
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import type { Milestone } from "./queries.ts";
import { isMissed, slipOf } from "./standing.ts";

export function MilestoneTags({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const slip = slipOf(milestone);
  return (
    <>
      {milestone.reached_at !== null && <Tag tone="good">{t("milestone.reached")}</Tag>}
      {isMissed(milestone) && <Tag tone="bad">{t("milestone.missed")}</Tag>}
      {slip > 0 && <Tag tone="warn">{t("milestone.later", { count: slip })}</Tag>}
      {slip < 0 && <Tag tone="good">{t("milestone.earlier", { count: -slip })}</Tag>}
    </>
  );
}
