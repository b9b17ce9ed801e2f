/** A calm surface for one thing. */
import type { ReactNode } from "react";
import classes from "./card.module.css";

type CardProps = { children: ReactNode; padded?: boolean; className?: string | undefined };

export function Card({ children, padded = true, className = "" }: CardProps) {
  return <div className={`${classes.card} ${padded ? classes.padded : ""} ${className}`}>{children}</div>;
}
