/** The main navigation: a side bar on wide screens, a bottom bar on a phone. */
import { Link, useLocation } from "@tanstack/react-router";
import { Clock, FileText, FolderKanban, House, Settings, Users } from "lucide-react";
import { useWaitingCount } from "../features/decisions/index.ts";
import { useMayReadProjects } from "../features/projects/index.ts";
import { useSession } from "../features/sign-in/index.ts";
import { useT } from "../i18n/use-t.ts";
import { paths } from "../paths.ts";
import classes from "./navigation.module.css";

export function Navigation() {
  const t = useT();
  const { permissions } = useSession();
  const readsProjects = useMayReadProjects();
  const waiting = useWaitingCount();
  // A document has an address of its own, outside the list that leads to it.
  const inDocument = useLocation({ select: ({ pathname }) => pathname.startsWith("/documents/") });
  const entries = [
    { key: "nav.home", link: paths.home(), icon: House, exact: true, count: waiting },
    ...(readsProjects
      ? [{ key: "nav.projects", link: paths.projects(), icon: FolderKanban, exact: false, count: 0 } as const]
      : []),
    { key: "nav.documents", link: paths.documents(), icon: FileText, exact: false, count: 0 },
    { key: "nav.history", link: paths.history(), icon: Clock, exact: false, count: 0 },
    ...(permissions.includes("manage_people")
      ? [{ key: "nav.people", link: paths.people(), icon: Users, exact: false, count: 0 } as const]
      : []),
    { key: "nav.settings", link: paths.settings(), icon: Settings, exact: false, count: 0 },
  ] as const;
  return (
    <nav className={classes.navigation} aria-label={t("nav.label")}>
      {entries.map(({ key, link, icon: Icon, exact, count }) => (
        <Link
          key={key}
          {...link}
          className={`${classes.entry} ${inDocument && key === "nav.documents" ? classes.active : ""}`}
          activeOptions={{ exact }}
          activeProps={{ className: `${classes.entry} ${classes.active}`, "aria-current": "page" }}
        >
          <Icon size={20} aria-hidden="true" className={classes.icon} />
          <span>{t(key)}</span>
          {count > 0 && (
            <span className={classes.count}>
              <span aria-hidden="true">{count}</span>
              <span className="visually-hidden">{t("nav.waiting", { count })}</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
