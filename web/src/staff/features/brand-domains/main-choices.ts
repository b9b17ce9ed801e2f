/** What an address may show: the portal itself, or another address that does. */
import { useT } from "~/staff/i18n/en.ts";
import type { BrandDomain } from "./queries.ts";

export function useMainChoices(domains: BrandDomain[], own?: BrandDomain): { value: string; label: string }[] {
  const t = useT();
  const mains = domains.filter(
    ({ id, main_brand_domain_id, proven_at }) => id !== own?.id && main_brand_domain_id === null && proven_at !== null,
  );
  return [
    { value: "", label: t("address.main.itself") },
    ...mains.map(({ id, address }) => ({ value: id, label: t("address.main.leads", { address }) })),
  ];
}
