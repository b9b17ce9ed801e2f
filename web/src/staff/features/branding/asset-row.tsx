/** One logo or the icon: how it looks where it will stand, and the ways to replace it or take it away. */
import { Button, FileButton } from "@mantine/core";
import { Upload } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./asset-row.module.css";
import { type AssetKind, useRemoveAsset, useUploadAsset } from "./queries.ts";

const MAX_BYTES = 512 * 1024;
const types = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"];

type AssetRowProps = { kind: AssetKind; url: string | null };

export function AssetRow({ kind, url }: AssetRowProps) {
  const t = useT();
  const errorText = useErrorText();
  const upload = useUploadAsset(kind);
  const remove = useRemoveAsset(kind);
  const [refusal, setRefusal] = useState<string>();
  const choose = (file: File | null) => {
    setRefusal(undefined);
    remove.reset();
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
  const failed = upload.error ?? remove.error;
  const problem = refusal ?? (failed === null ? undefined : errorText(failed));
  const name = t(`branding.${kind}`);
  const word = t(url === null ? "branding.asset.upload" : "branding.asset.replace");
  return (
    <li className={classes.row}>
      <div className={`${classes.stage} ${classes[kind]}`}>
        {url === null ? (
          <span className={classes.none}>{t("branding.asset.none")}</span>
        ) : (
          <img className={classes.picture} src={url} alt={name} />
        )}
      </div>
      <div className={classes.words}>
        <p className={classes.name}>{name}</p>
        <p className={classes.hint}>{t(`branding.${kind}.hint`)}</p>
      </div>
      <div className={classes.acts}>
        {url !== null && (
          <Button
            variant="subtle"
            color="gray"
            aria-label={`${t("act.remove")}: ${name}`}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t("act.remove")}
          </Button>
        )}
        <FileButton onChange={choose} accept={types.join(",")} inputProps={{ "aria-label": `${word}: ${name}` }}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              aria-label={`${word}: ${name}`}
              loading={upload.isPending}
              leftSection={<Upload size={17} aria-hidden="true" />}
            >
              {word}
            </Button>
          )}
        </FileButton>
      </div>
      {problem !== undefined && (
        <div className={classes.problem}>
          <Notice tone="bad" urgent title={problem} />
        </div>
      )}
    </li>
  );
}
