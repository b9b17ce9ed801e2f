/** The logos and the icon of the browser's tab. */
import { Card } from "~/shared/ui/card.tsx";
import type { Branding } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { AssetRow } from "./asset-row.tsx";
import classes from "./branding-page.module.css";

export function AssetCard({ branding }: { branding: Branding }) {
  const t = useT();
  return (
    <Card>
      <h2 className={classes.title}>{t("branding.logo")}</h2>
      <p className={classes.lead}>{t("branding.logo.hint")}</p>
      <ul className={classes.assets}>
        <AssetRow kind="logo_light" url={branding.logo_light_url} />
        <AssetRow kind="logo_dark" url={branding.logo_dark_url} />
        <AssetRow kind="favicon" url={branding.favicon_url} />
      </ul>
    </Card>
  );
}
