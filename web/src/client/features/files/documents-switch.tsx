/** Between what the provider publishes to be read and answered, and the files that both sides exchange. */
import { Link } from "@tanstack/react-router";
import { FileText, FolderOpen } from "lucide-react";
import { useMayReadProjects } from "~/client/features/projects/index.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./documents-switch.module.css";

export function DocumentsSwitch() {
  const t = useT();
  if (!useMayReadProjects()) {
    return null;
  }
  const entries = [
    { key: "files.switch.documents", link: paths.documents(), icon: FileText },
    { key: "files.switch.files", link: paths.files(), icon: FolderOpen },
  ] as const;
  return (
    <nav className={`${classes.switch} no-print`} aria-label={t("files.switch")}>
      {entries.map(({ key, link, icon: Icon }) => (
        <Link
          key={key}
          {...link}
          className={classes.entry}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: `${classes.entry} ${classes.active}`, "aria-current": "page" }}
        >
          <Icon size={18} aria-hidden="true" />
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
