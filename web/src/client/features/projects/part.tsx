/** A part of a project's page: a card with a title, and the way to all of it. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { Card } from "~/shared/ui/card.tsx";
import type { paths } from "../../paths.ts";
import classes from "./part.module.css";

type PartProps = {
  title: string;
  /** Where there is more of it, and what the link there says. */
  more?: { path: ReturnType<typeof paths.timeline | typeof paths.documents>; words: string } | undefined;
  children: ReactNode;
};

export function Part({ title, more, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.part}>
      <Card className={classes.card}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {children}
        {more !== undefined && (
          <Link className={`${classes.more} no-print`} {...more.path}>
            {more.words}
          </Link>
        )}
      </Card>
    </section>
  );
}

/** What stands in a part that has nothing to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className={classes.nothing}>{children}</p>;
}
