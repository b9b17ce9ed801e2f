/** A page's title, one line about it, and what can be done. */
import type { ReactNode } from "react";
import classes from "./page-heading.module.css";

type PageHeadingProps = { title: string; lead?: string; children?: ReactNode };

export function PageHeading({ title, lead, children }: PageHeadingProps) {
  return (
    <header className={classes.heading}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      </div>
      {children !== undefined && <div className={classes.acts}>{children}</div>}
    </header>
  );
}
