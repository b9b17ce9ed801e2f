/** The pages that the navigation leads to. What is set seldom stands in the settings. */
import {
  Building2,
  Files,
  FileText,
  FolderKanban,
  Globe,
  Hourglass,
  House,
  Inbox,
  ListRestart,
  Settings,
  Store,
} from "lucide-react";
import { useSession } from "../features/session/index.ts";
import { paths } from "../paths.ts";

const entries = [
  { key: "nav.home", link: paths.home(), icon: House },
  { key: "nav.inbox", link: paths.inbox(), icon: Inbox },
  { key: "nav.waiting", link: paths.waiting(), icon: Hourglass },
  { key: "nav.documents", link: paths.documents(), icon: FileText },
  { key: "nav.projects", link: paths.projects(), icon: FolderKanban },
  { key: "nav.files", link: paths.files(), icon: Files },
  { key: "nav.clients", link: paths.clients(), icon: Building2 },
  { key: "nav.settings", link: paths.settings(), icon: Settings },
] as const;

const ofOperators = [
  { key: "nav.providers", link: paths.providers(), icon: Store },
  { key: "nav.domain_claims", link: paths.domainClaims(), icon: Globe },
  { key: "nav.dead_jobs", link: paths.deadJobs(), icon: ListRestart },
] as const;

/** The pages of whoever is signed in. */
export function usePages(): readonly ((typeof entries)[number] | (typeof ofOperators)[number])[] {
  return useSession().staff.role === "operator" ? ofOperators : entries;
}
