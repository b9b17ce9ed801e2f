/** By how much a milestone has slipped, in words that the eye catches. Nothing where it stands where it was agreed. */
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import type { Milestone } from "./queries.ts";
import { slipOf } from "./standing.ts";

export function Slip({ milestone }: { milestone: Milestone }) {
  const t = useT();
  const days = slipOf(milestone);
  if (days === 0) {
    return null;
  }
  return days > 0 ? (
    <Tag tone="warn">{t("milestone.later", { count: days })}</Tag>
  ) : (
    <Tag tone="good">{t("milestone.earlier", { count: -days })}</Tag>
  );
}
