/** A page's title with one line about it. */
import classes from "./page-heading.module.css";

type PageHeadingProps = { title: string; detail?: string };

export function PageHeading({ title, detail }: PageHeadingProps) {
  return (
    <header className={classes.heading}>
      <h1 className={classes.title}>{title}</h1>
      {detail !== undefined && <p className={classes.detail}>{detail}</p>}
    </header>
  );
}
