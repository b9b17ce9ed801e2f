/** One page of the settings, beside their list on a wide screen and under the way back to it on others. */
import { Link, Outlet } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { Suspense } from "react";
import { ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./settings-area.module.css";
import { useSettingsGroups } from "./settings-groups.ts";

export function SettingsArea() {
  const t = useT();
  return (
    <div className={classes.area}>
      <SideList />
      <div className={classes.page}>
        <Link {...paths.settings()} className={classes.back}>
          <ArrowLeft size={17} aria-hidden="true" />
          {t("settings.back")}
        </Link>
        <Suspense fallback={<ListSkeleton />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}

function SideList() {
  const t = useT();
  const groups = useSettingsGroups();
  return (
    <nav className={classes.side} aria-label={t("settings.title")}>
      <Link {...paths.settings()} className={classes.all}>
        <ArrowLeft size={16} aria-hidden="true" />
        {t("settings.back")}
      </Link>
      {groups.map(({ key, pages }) => (
        <div key={key} className={classes.group}>
          <p className={classes.title} id={`settings-${key}`}>
            {t(`settings.group.${key}`)}
          </p>
          <ul className={classes.list} aria-labelledby={`settings-${key}`}>
            {pages.map((page) => (
              <li key={page.key}>
                <Link
                  {...page.link}
                  className={classes.entry}
                  activeProps={{ className: `${classes.entry} ${classes.active}`, "aria-current": "page" }}
                >
                  {t(`nav.${page.key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
