/** Where one is among the folders, and the folders that lie there. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Folder as FolderIcon } from "lucide-react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./folder-nav.module.css";
import { crumbsOf, type Folder } from "./folders.ts";

/** The same page, in another folder: what is looked at stays in place. */
export const toFolder = (folder: string) =>
  ({
    to: ".",
    search: (before: object) => ({ ...before, q: undefined, folder: folder === "" ? undefined : folder }),
    resetScroll: false,
  }) as const;

export function Crumbs({ folder }: { folder: string }) {
  const t = useT();
  const crumbs = [{ name: t("files.path.top"), path: "" }, ...crumbsOf(folder)];
  return (
    <nav className={classes.crumbs} aria-label={t("files.path")}>
      <ol>
        {crumbs.map(({ name, path }) => (
          <li key={path}>
            {path !== "" && <ChevronRight size={15} aria-hidden="true" />}
            {path === folder ? (
              <span aria-current="location" className={classes.here}>
                {name}
              </span>
            ) : (
              <Link {...toFolder(path)}>{name}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function FolderTiles({ folders }: { folders: readonly Folder[] }) {
  const t = useT();
  return (
    <ul className={classes.tiles} aria-label={t("files.folders")}>
      {folders.map(({ name, path, files }) => (
        <li key={path}>
          <Link {...toFolder(path)} className={classes.tile} data-row>
            <FolderIcon size={20} aria-hidden="true" className={classes.icon} />
            <span className={classes.words}>
              <span className={classes.name}>{name}</span>
              <span className={classes.count}>{t("files.folder.count", { count: files })}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What stands there when the folders did not come; the files are shown all the same. */
export function FoldersFailed({ onRetry }: { onRetry: () => void }) {
  const t = useT();
  return (
    <p className={classes.failed} role="alert">
      {t("files.folders.failed")}{" "}
      <Button size="compact-sm" variant="subtle" onClick={onRetry}>
        {t("state.error.retry")}
      </Button>
    </p>
  );
}
