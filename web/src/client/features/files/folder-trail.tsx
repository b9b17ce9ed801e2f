/** Where one is among the folders, and the way up. */
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import type { FileFilter } from "./file-filter.ts";
import classes from "./folder-trail.module.css";
import { nameOf, trailTo } from "./folders.ts";

export function FolderTrail({ filter }: { filter: FileFilter }) {
  const t = useT();
  const { folder = "", project } = filter;
  const trail = trailTo(folder);
  if (trail.length === 0) {
    return null;
  }
  return (
    <nav className={classes.trail} aria-label={t("files.trail")}>
      <Link className={classes.step} {...paths.files({ project })}>
        {t("files.all")}
      </Link>
      {trail.map((step) => (
        <Fragment key={step}>
          <ChevronRight className={classes.arrow} size={16} aria-hidden="true" />
          {step === folder ? (
            <span className={classes.here} aria-current="page">
              {nameOf(step)}
            </span>
          ) : (
            <Link className={classes.step} {...paths.files({ folder: step, project })}>
              {nameOf(step)}
            </Link>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
