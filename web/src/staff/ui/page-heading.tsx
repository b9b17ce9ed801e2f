/** A page's title, one line about it, and what can be done. */
import type { ReactNode } from "react";
import classes from "./page-heading.module.css";

type PageHeadingProps = {
  title: string;
  lead?: string;
  /** A state, beside the title. */
  tag?: ReactNode;
  children?: ReactNode;
};

export function PageHeading({ title, lead, tag, children }: PageHeadingProps) {
  return (
    <header className={classes.heading}>
      <div className={classes.words}>
        <div className={classes.named}>
          <h1 className={classes.title}>{title}</h1>
          {tag}
        </div>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      </div>
      {children !== undefined && <div className={classes.acts}>{children}</div>}
    </header>
  );
}
