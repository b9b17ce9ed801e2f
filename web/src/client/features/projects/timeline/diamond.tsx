/** A milestone's mark: hollow at the day that was agreed, full at the one that is expected, with a tick when reached. */
import type { Milestone } from "../queries.ts";
import { slipOf } from "../standing.ts";
import classes from "./diamond.module.css";

export type DiamondState = "agreed" | "expected" | "late" | "reached";

export const milestoneState = (milestone: Milestone): DiamondState => {
  if (milestone.reached_at !== null) {
    return "reached";
  }
  return slipOf(milestone) > 0 ? "late" : "expected";
};

type DiamondProps = { x: string; y: number; state: DiamondState };

export function Diamond({ x, y, state }: DiamondProps) {
  return (
    <svg x={x} y={y} overflow="visible" className={classes.diamond} data-state={state} aria-hidden="true">
      <path d="M0-8 8 0 0 8-8 0Z" />
      {state === "reached" && <path className={classes.tick} d="m-3 0 2 2.25L3-2" />}
    </svg>
  );
}
