/** What is chosen of a document's option groups. Pure: prices come from the server only. */
import type { Content, GroupOption, OptionGroup, SelectedOption } from "../api/types.ts";

/** Quantities by option id; an option that is not chosen is not in it. */
export type Selection = Readonly<Record<string, number>>;

export function groupsOf(content: Content): OptionGroup[] {
  return content.blocks.filter((block) => block.type === "option_group");
}

export const isChosen = (selection: Selection, option: GroupOption): boolean => option.id in selection;

const smallest = (option: GroupOption) => Math.max(1, option.min_quantity);

/** What is chosen at first: in each group of tiers that must be answered, the recommended tier or else the first.
 * Add-ons are never chosen for anybody. */
export function startingSelection(content: Content): Selection {
  const selection: Record<string, number> = {};
  for (const group of groupsOf(content)) {
    if (group.kind === "tiers" && group.required) {
      const option = group.options.find((candidate) => candidate.recommended) ?? group.options[0];
      if (option !== undefined) {
        selection[option.id] = smallest(option);
      }
    }
  }
  return selection;
}

function without(selection: Selection, ids: string[]): Record<string, number> {
  return Object.fromEntries(Object.entries(selection).filter(([id]) => !ids.includes(id)));
}

/** Chooses one tier and drops the others of its group; `undefined` drops all. */
export function withTier(selection: Selection, group: OptionGroup, option: GroupOption | undefined): Selection {
  const ids = group.options.map(({ id }) => id);
  const rest = without(selection, ids);
  return option === undefined ? rest : { ...rest, [option.id]: selection[option.id] ?? smallest(option) };
}

/** Chooses an add-on, or drops it. */
export function withToggled(selection: Selection, option: GroupOption): Selection {
  return isChosen(selection, option)
    ? without(selection, [option.id])
    : { ...selection, [option.id]: smallest(option) };
}

/** Sets how many, kept within what the option allows. */
export function withQuantity(selection: Selection, option: GroupOption, quantity: number): Selection {
  const kept = Math.min(Math.max(Math.trunc(quantity) || smallest(option), smallest(option)), option.max_quantity);
  return { ...selection, [option.id]: kept };
}

/** What of a selection still exists in a newer version. Groups that must be answered and have lost their answer start
 * anew. */
export function keptSelection(selection: Selection, content: Content): Selection {
  let kept: Selection = {};
  for (const group of groupsOf(content)) {
    const chosen = group.options.filter((option) => isChosen(selection, option));
    const start = startingSelection({ ...content, blocks: [group] });
    if (chosen.length === 0) {
      kept = { ...kept, ...start };
      continue;
    }
    for (const option of group.kind === "tiers" ? chosen.slice(0, 1) : chosen) {
      kept = withQuantity(kept, option, selection[option.id] ?? 1);
    }
  }
  return kept;
}

/** The selection as the server takes it, in the order of the document. */
export function selectedOptions(selection: Selection, content: Content): SelectedOption[] {
  return groupsOf(content)
    .flatMap((group) => group.options)
    .filter((option) => isChosen(selection, option))
    .map((option) => ({ option_id: option.id, quantity: selection[option.id] ?? 1 }));
}

export type SelectionProblem = {
  groupId: string;
  kind: "choose_one" | "choose_at_least" | "choose_at_most";
  count: number;
};

/** The fewest and the most options of a group, once any are or have to be chosen. */
export function limitsOf(group: OptionGroup): { least: number; most: number } {
  return group.kind === "tiers"
    ? { least: 1, most: 1 }
    : { least: Math.max(1, group.min ?? 0), most: group.max ?? group.options.length };
}

/** The rules that the selection breaks, group by group. */
export function problemsOf(selection: Selection, content: Content): SelectionProblem[] {
  return groupsOf(content).flatMap((group): SelectionProblem[] => {
    const count = group.options.filter((option) => isChosen(selection, option)).length;
    const { least, most } = limitsOf(group);
    if (count === 0 && !group.required) {
      return [];
    }
    if (count < least) {
      const kind = group.kind === "tiers" ? "choose_one" : "choose_at_least";
      return [{ groupId: group.id, kind, count: least }];
    }
    return count > most ? [{ groupId: group.id, kind: "choose_at_most", count: most }] : [];
  });
}
