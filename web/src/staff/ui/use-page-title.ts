/** The title of the browser's tab. */
import { useEffect } from "react";
import { useT } from "~/staff/i18n/en.ts";

export function usePageTitle(title: string): void {
  const t = useT();
  const app = t("app.name");
  useEffect(() => {
    document.title = `${title} · ${app}`;
  }, [title, app]);
}
