/** The settings in their groups, and who has which. */
import {
  BellRing,
  CheckCheck,
  Files,
  Globe,
  KeyRound,
  LogIn,
  Palette,
  Scale,
  ScrollText,
  Send,
  Users,
  UsersRound,
  Wallet,
} from "lucide-react";
import { useMayAdminister, useSession } from "~/staff/features/session/index.ts";
import { paths } from "~/staff/paths.ts";

const pages = {
  branding: { key: "branding", link: paths.branding(), icon: Palette },
  addresses: { key: "addresses", link: paths.brandDomains(), icon: Globe },
  legalPages: { key: "legal_pages", link: paths.legalPages(), icon: Scale },
  documentTypes: { key: "document_types", link: paths.documentTypes(), icon: Files },
  approval: { key: "approval", link: paths.approval(), icon: CheckCheck },
  reminders: { key: "reminders", link: paths.reminders(), icon: BellRing },
  paymentMethods: { key: "payment_methods", link: paths.paymentMethods(), icon: Wallet },
  team: { key: "team", link: paths.team(), icon: Users },
  orgs: { key: "orgs", link: paths.orgs(), icon: UsersRound },
  signIn: { key: "sign_in_settings", link: paths.signInSettings(), icon: LogIn },
  apiKeys: { key: "api_keys", link: paths.apiKeys(), icon: KeyRound },
  audit: { key: "audit", link: paths.audit(), icon: ScrollText },
  outbox: { key: "outbox", link: paths.outbox(), icon: Send },
} as const;

type SettingsPage = (typeof pages)[keyof typeof pages];
type SettingsGroup = {
  key: "brand" | "documents" | "people" | "sign_in" | "programs" | "records";
  pages: readonly SettingsPage[];
};

const groups: readonly SettingsGroup[] = [
  { key: "brand", pages: [pages.branding, pages.addresses, pages.legalPages] },
  { key: "documents", pages: [pages.documentTypes, pages.approval, pages.reminders, pages.paymentMethods] },
  { key: "people", pages: [pages.team, pages.orgs] },
  { key: "sign_in", pages: [pages.signIn] },
  { key: "programs", pages: [pages.apiKeys] },
  { key: "records", pages: [pages.audit, pages.outbox] },
];

/** The settings that there are for whoever is signed in; groups that have none are left out. */
export function useSettingsGroups(): readonly SettingsGroup[] {
  const { provider } = useSession();
  const mayAdminister = useMayAdminister();
  // A single person has no orgs; owners and admins keep the accounts and how one signs in.
  const hidden: readonly SettingsPage[] = [
    ...(provider.kind === "business" ? [] : [pages.orgs]),
    ...(mayAdminister ? [] : [pages.team, pages.signIn]),
  ];
  return groups
    .map((group) => ({ ...group, pages: group.pages.filter((page) => !hidden.includes(page)) }))
    .filter((group) => group.pages.length > 0);
}
