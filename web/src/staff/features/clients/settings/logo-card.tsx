/** The client's own logo, which stands beside the provider's. */
import { Card } from "~/shared/ui/card.tsx";
import { LogoField } from "~/shared/ui/logo-field.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { type ClientSettings, useRemoveClientLogo, useUploadClientLogo } from "./queries.ts";
import classes from "./settings-page.module.css";

export function LogoCard({ clientId, settings }: { clientId: string; settings: ClientSettings }) {
  const t = useT();
  return (
    <Card>
      <div className={classes.group}>
        <h2 className={classes.title}>{t("client_settings.logo")}</h2>
        <LogoField
          label={t("client_settings.logo")}
          url={settings.logo_url ?? null}
          name={settings.name}
          none={<p className={classes.hint}>{t("client_settings.logo.none")}</p>}
          words={{
            upload: t("client_settings.logo.upload"),
            replace: t("client_settings.logo.replace"),
            remove: t("act.remove"),
          }}
          upload={useUploadClientLogo(clientId)}
          remove={useRemoveClientLogo(clientId)}
        />
      </div>
    </Card>
  );
}
