/** The main navigation: a side bar on wide screens, a drawer on a phone. */
import { Link } from "@tanstack/react-router";
import {
  Building2,
  FileText,
  Globe,
  Inbox,
  KeyRound,
  ListRestart,
  LogIn,
  Palette,
  Scale,
  ScrollText,
  Send,
  Store,
  Users,
  UsersRound,
  Wallet,
} from "lucide-react";
import { useUnreadCount } from "../features/inbox/index.ts";
import { useSession } from "../features/session/index.ts";
import { useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import classes from "./navigation.module.css";

const entries = [
  { key: "nav.inbox", link: paths.inbox(), icon: Inbox },
  { key: "nav.documents", link: paths.documents(), icon: FileText },
  { key: "nav.clients", link: paths.clients(), icon: Building2 },
  { key: "nav.team", link: paths.team(), icon: Users },
  { key: "nav.payment_methods", link: paths.paymentMethods(), icon: Wallet },
  { key: "nav.audit", link: paths.audit(), icon: ScrollText },
  { key: "nav.outbox", link: paths.outbox(), icon: Send },
  { key: "nav.branding", link: paths.branding(), icon: Palette },
  { key: "nav.addresses", link: paths.brandDomains(), icon: Globe },
  { key: "nav.legal_pages", link: paths.legalPages(), icon: Scale },
  { key: "nav.sign_in_settings", link: paths.signInSettings(), icon: LogIn },
  { key: "nav.orgs", link: paths.orgs(), icon: UsersRound },
  { key: "nav.api_keys", link: paths.apiKeys(), icon: KeyRound },
] as const;

const ofOperators = [
  { key: "nav.providers", link: paths.providers(), icon: Store },
  { key: "nav.domain_claims", link: paths.domainClaims(), icon: Globe },
  { key: "nav.dead_jobs", link: paths.deadJobs(), icon: ListRestart },
] as const;

export function Navigation({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const { provider, staff } = useSession();
  // A single person has no orgs; owners and admins keep the accounts and how one signs in.
  const hidden = [
    ...(provider.kind === "business" ? [] : ["nav.orgs"]),
    ...(["owner", "admin"].includes(staff.role) ? [] : ["nav.team", "nav.sign_in_settings"]),
  ];
  const shown = staff.role === "operator" ? ofOperators : entries.filter(({ key }) => !hidden.includes(key));
  return (
    <nav className={classes.navigation} aria-label={t("nav.label")}>
      {shown.map(({ key, link, icon: Icon }) => (
        <Link
          key={key}
          {...link}
          className={classes.entry}
          activeProps={{ className: `${classes.entry} ${classes.active}`, "aria-current": "page" }}
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
      <span aria-hidden="true">{unread}</span>
      <span className="visually-hidden">{t("nav.inbox.unread", { count: unread })}</span>
    </span>
  );
}
