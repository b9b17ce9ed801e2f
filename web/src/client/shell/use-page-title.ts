/** The tab's title while the calling page is shown. */
import { useDocumentTitle } from "@mantine/hooks";
import { brand } from "~/shared/brand/brand.ts";
import { useT } from "../i18n/use-t.ts";

export function usePageTitle(page: string): void {
  const t = useT();
  useDocumentTitle(t("page.title", { page, brand: brand.name }));
}
