/** The pages that the navigation leads to, and who has which. */
import {
  Building2,
  FileText,
  Globe,
  Hourglass,
  House,
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
import { useSession } from "../features/session/index.ts";
import { paths } from "../paths.ts";

const entries = [
  { key: "nav.home", link: paths.home(), icon: House },
  { key: "nav.inbox", link: paths.inbox(), icon: Inbox },
  { key: "nav.waiting", link: paths.waiting(), icon: Hourglass },
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

/** The pages of whoever is signed in. */
export function usePages(): readonly ((typeof entries)[number] | (typeof ofOperators)[number])[] {
  const { provider, staff } = useSession();
  // A single person has no orgs; owners and admins keep the accounts and how one signs in.
  const hidden = [
    ...(provider.kind === "business" ? [] : ["nav.orgs"]),
    ...(["owner", "admin"].includes(staff.role) ? [] : ["nav.team", "nav.sign_in_settings"]),
  ];
  return staff.role === "operator" ? ofOperators : entries.filter(({ key }) => !hidden.includes(key));
}
