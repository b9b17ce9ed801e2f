/** A part of a project's page: its title, what can be done with it, and what stands there. */
import type { ReactNode } from "react";
import { Card } from "~/shared/ui/card.tsx";
import classes from "./section.module.css";

type SectionProps = {
  title: string;
  act?: ReactNode;
  isEmpty: boolean;
  /** What will be here. */
  empty: string;
  children: ReactNode;
};

export function Section({ title, act, isEmpty, empty, children }: SectionProps) {
  return (
    <Card>
      <section aria-label={title}>
        <div className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {act}
        </div>
        {isEmpty ? <p className={classes.empty}>{empty}</p> : children}
      </section>
    </Card>
  );
}
