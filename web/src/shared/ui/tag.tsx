/** A short word about a state. The word says it; the colour only repeats it. */
import type { ReactNode } from "react";
import classes from "./tag.module.css";

export type Tone = "brand" | "good" | "warn" | "bad" | "calm";

type TagProps = { tone: Tone; children: ReactNode };

export function Tag({ tone, children }: TagProps) {
  return <span className={`${classes.tag} ${classes[tone]}`}>{children}</span>;
}
