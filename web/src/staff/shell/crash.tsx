/** What shows when a page throws. */
import { CrashPage } from "~/shared/ui/crash-page.tsx";

export function Crash() {
  return <CrashPage />;
}
