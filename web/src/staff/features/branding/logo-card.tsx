/** The logo: how it is, and a way to put another in its place. */
import { Button, FileButton } from "@mantine/core";
import { Upload } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useSession } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./branding-page.module.css";
import { useUploadLogo } from "./queries.ts";

const MAX_BYTES = 512 * 1024;
const types = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"];

export function LogoCard() {
  const t = useT();
  const errorText = useErrorText();
  const { provider } = useSession();
  const upload = useUploadLogo();
  const [refusal, setRefusal] = useState<string>();
  const choose = (file: File | null) => {
    setRefusal(undefined);
    if (file === null) {
      return;
    }
    if (!types.includes(file.type)) {
      setRefusal(t("branding.logo.type"));
    } else if (file.size > MAX_BYTES) {
      setRefusal(t("branding.logo.too_large"));
    } else {
      upload.mutate(file);
    }
  };
  const hasLogo = provider.logo_light_url !== null;
  const problem = refusal ?? (upload.isError ? errorText(upload.error) : undefined);
  return (
    <Card>
      <div className={classes.group}>
        <h2 className={classes.title}>{t("branding.logo")}</h2>
        <div className={classes.logo}>
          {provider.logo_light_url !== null ? (
            <img className={classes.picture} src={provider.logo_light_url} alt={provider.name} />
          ) : (
            <p className={classes.caption}>{t("branding.logo.none")}</p>
          )}
          <FileButton onChange={choose} accept={types.join(",")} inputProps={{ "aria-label": t("branding.logo") }}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={upload.isPending}
                leftSection={<Upload size={17} aria-hidden="true" />}
              >
                {t(hasLogo ? "branding.logo.replace" : "branding.logo.upload")}
              </Button>
            )}
          </FileButton>
        </div>
        <p className={classes.caption}>{t("branding.logo.hint")}</p>
        {problem !== undefined && <Notice tone="bad" urgent title={problem} />}
        {upload.isSuccess && refusal === undefined && <Notice tone="good" title={t("branding.logo.saved")} />}
      </div>
    </Card>
  );
}
