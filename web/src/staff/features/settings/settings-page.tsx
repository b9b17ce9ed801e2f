/** Everything that can be set, in groups. */
import { Link } from "@tanstack/react-router";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useListKeys } from "~/staff/ui/use-list-keys.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useSettingsGroups } from "./settings-groups.ts";
import classes from "./settings-page.module.css";

export function SettingsPage() {
  const t = useT();
  usePageTitle(t("settings.title"));
  const groups = useSettingsGroups();
  useListKeys();
  return (
    <div className={classes.page}>
      <PageHeading title={t("settings.title")} lead={t("settings.lead")} />
      {groups.map(({ key, pages }) => (
        <section key={key} className={classes.group} aria-labelledby={`group-${key}`}>
          <h2 id={`group-${key}`} className={classes.title}>
            {t(`settings.group.${key}`)}
          </h2>
          <ul className={classes.pages}>
            {pages.map(({ key: page, link, icon: Icon }) => (
              <li key={page} className={classes.tile}>
                <span className={classes.icon} aria-hidden="true">
                  <Icon size={19} />
                </span>
                <div className={classes.words}>
                  <Link {...link} className={classes.name} data-row>
                    {t(`nav.${page}`)}
                  </Link>
                  <p className={classes.hint}>{t(`settings.hint.${page}`)}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
