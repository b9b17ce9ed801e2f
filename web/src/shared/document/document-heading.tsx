/** Number, state and title of a document, and the words before its first block. */
import type { ReactNode } from "react";
import classes from "./document-heading.module.css";

type DocumentHeadingProps = {
  number: string | null;
  title: string;
  intro?: string | null;
  /** Tags beside the number. */
  children?: ReactNode;
};

export function DocumentHeading({ number, title, intro = null, children }: DocumentHeadingProps) {
  return (
    <header className={classes.heading}>
      <p className={classes.over}>
        {number !== null && <span className={classes.number}>{number}</span>}
        {children}
      </p>
      <h1 className={classes.title}>{title}</h1>
      {intro !== null && intro !== "" && <p className={classes.intro}>{intro}</p>}
    </header>
  );
}
