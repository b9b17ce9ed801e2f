/** A group of options: tiers, of which one is chosen, or add-ons, of which any number. */
import { useId } from "react";
import type { OptionGroup } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { AddOnRow } from "./add-on-row.tsx";
import type { ChoosingProps } from "./document-blocks.tsx";
import classes from "./option-group-block.module.css";
import { limitsOf, type SelectionProblem } from "./selection.ts";
import { TierCard } from "./tier-card.tsx";

type OptionGroupBlockProps = ChoosingProps & { group: OptionGroup; currency: string };

export function OptionGroupBlock({ group, currency, selection, onSelect, problems = [] }: OptionGroupBlockProps) {
  const t = useSharedT();
  const name = useId();
  const problem = problems.find(({ groupId }) => groupId === group.id);
  const rule = useRule(group);
  const hint = `${name}-hint`;
  const isTiers = group.kind === "tiers";
  return (
    <fieldset className={classes.group} id={groupAnchor(group.id)} aria-describedby={hint} tabIndex={-1}>
      <legend className={classes.title}>{group.title}</legend>
      {group.description !== null && group.description !== "" && (
        <p className={classes.description}>{group.description}</p>
      )}
      <p id={hint} className={problem === undefined ? classes.rule : classes.problem}>
        {problem === undefined ? rule : t(problemText(problem), { count: problem.count })}
      </p>
      <div className={isTiers ? classes.tiers : classes.addOns}>
        {group.options.map((option) =>
          isTiers ? (
            <TierCard key={option.id} {...{ name, group, option, currency, selection, onSelect }} />
          ) : (
            <AddOnRow key={option.id} {...{ option, currency, selection, onSelect }} />
          ),
        )}
        {isTiers && !group.required && <TierCard {...{ name, group, currency, selection, onSelect }} />}
      </div>
    </fieldset>
  );
}

/** Where the page scrolls when the group has to be answered. */
export const groupAnchor = (groupId: string): string => `group-${groupId}`;

const problemText = ({ kind }: SelectionProblem) => `document.${kind}` as const;

function useRule(group: OptionGroup): string {
  const t = useSharedT();
  const { least, most } = limitsOf(group);
  if (group.kind === "tiers") {
    return group.required ? t("document.choose_one") : t("document.optional");
  }
  const limited = most < group.options.length;
  if (limited) {
    return least > 1 && least < most
      ? t("document.choose_between", { min: least, max: most })
      : t("document.choose_at_most", { count: most });
  }
  return group.required || least > 1 ? t("document.choose_at_least", { count: least }) : t("document.optional");
}
