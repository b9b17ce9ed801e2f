/** The main navigation: a side bar on wide screens, a drawer on a phone. */
import { Link, useMatches } from "@tanstack/react-router";
import { useUnreadCount } from "../features/inbox/index.ts";
import { useT } from "../i18n/en.ts";
import classes from "./navigation.module.css";
import { usePages } from "./pages.ts";

const AREA = "/signed-in/settings-area";

export function Navigation({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const shown = usePages();
  // The pages of the settings have addresses of their own.
  const isInSettings = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId === AREA) });
  return (
    <nav className={classes.navigation} aria-label={t("nav.label")}>
      {shown.map(({ key, link, icon: Icon }) => (
        <Link
          key={key}
          {...link}
          className={key === "nav.settings" && isInSettings ? `${classes.entry} ${classes.active}` : classes.entry}
          activeProps={{ className: `${classes.entry} ${classes.active}`, "aria-current": "page" }}
          activeOptions={{ exact: key === "nav.settings", includeSearch: false }}
          onClick={() => onGo?.()}
        >
          <Icon size={18} aria-hidden="true" className={classes.icon} />
          <span>{t(key)}</span>
          {key === "nav.inbox" && <Unread />}
        </Link>
      ))}
    </nav>
  );
}

function Unread() {
  const t = useT();
  const unread = useUnreadCount();
  return unread === 0 ? null : (
    <span className={classes.count}>
      <span aria-hidden="true">{unread > 999 ? "999+" : unread}</span>
      <span className="visually-hidden">{t("nav.inbox.unread", { count: unread })}</span>
    </span>
  );
}
