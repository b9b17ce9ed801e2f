/** A part of the home: the newest of something, with the way to all of it. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { useT } from "../i18n/use-t.ts";
import type { paths } from "../paths.ts";
import classes from "./home-section.module.css";

type HomeSectionProps = {
  title: string;
  /** The page of all of it, and what that page is called. */
  all: { path: ReturnType<typeof paths.documents | typeof paths.history | typeof paths.projects>; name: string };
  children: ReactNode;
};

export function HomeSection({ title, all, children }: HomeSectionProps) {
  const t = useT();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={classes.over}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        <Link {...all.path} className={classes.all}>
          {t("home.all")}
          <span className="visually-hidden">: {all.name}</span>
        </Link>
      </div>
      {children}
    </section>
  );
}
