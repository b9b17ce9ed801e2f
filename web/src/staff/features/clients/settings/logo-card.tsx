/** The client's own logo, which stands beside the provider's. */
import { Button, FileButton } from "@mantine/core";
import { Upload } from "lucide-react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { type ClientSettings, useRemoveClientLogo, useUploadClientLogo } from "./queries.ts";
import classes from "./settings-page.module.css";

const types = "image/svg+xml,image/png,image/jpeg,image/webp";

export function LogoCard({ clientId, settings }: { clientId: string; settings: ClientSettings }) {
  const t = useT();
  const errorText = useErrorText();
  const upload = useUploadClientLogo(clientId);
  const remove = useRemoveClientLogo(clientId);
  const url = settings.logo_url ?? null;
  const error = upload.error ?? remove.error;
  return (
    <Card>
      <div className={classes.group}>
        <h2 className={classes.title}>{t("client_settings.logo")}</h2>
        <div className={classes.logo}>
          {url === null ? (
            <p className={classes.hint}>{t("client_settings.logo.none")}</p>
          ) : (
            <img className={classes.picture} src={url} alt={settings.name} />
          )}
          <FileButton
            onChange={(file) => file !== null && upload.mutate(file)}
            accept={types}
            inputProps={{ "aria-label": t("client_settings.logo") }}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={upload.isPending}
                leftSection={<Upload size={17} aria-hidden="true" />}
              >
                {t(url === null ? "client_settings.logo.upload" : "client_settings.logo.replace")}
              </Button>
            )}
          </FileButton>
          {url !== null && (
            <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
              {t("act.remove")}
            </Button>
          )}
        </div>
        {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
      </div>
    </Card>
  );
}
