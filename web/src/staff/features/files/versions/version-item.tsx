/** One version: by whom and when, what it is, its hash, and how to get it or to go back to it. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { History } from "lucide-react";
import { useFormat } from "~/shared/i18n/format.ts";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import facts from "~/shared/ui/facts.module.css";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { FileVersion, StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { DownloadButton } from "../download-button.tsx";
import { useRefusalText } from "../file-state.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import classes from "./versions.module.css";

type VersionItemProps = { version: FileVersion; file: StaffFile; clientName: string };

export function VersionItem({ version: shown, file, clientName }: VersionItemProps) {
  const t = useT();
  const format = useFormat();
  const refusal = useRefusalText();
  const [restoring, restore] = useDisclosure();
  const { version, state, restored_from: from } = shown;
  const isCurrent = version === file.version;
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <p className={classes.name}>
          {t("version.name", { version })}
          {isCurrent && <Tag tone="good">{t("version.current")}</Tag>}
          {state === "quarantined" && <Tag tone="warn">{t("file.checking")}</Tag>}
          {state === "refused" && <Tag tone="bad">{t("file.refused")}</Tag>}
          {shown.side === "client" && <Tag tone="brand">{t("version.of_client")}</Tag>}
        </p>
        {shown.note !== null && <p className={classes.note}>{shown.note}</p>}
        {state === "refused" && <p className={classes.refused}>{refusal(shown)}</p>}
        <div className={facts.facts}>
          {shown.brought_by !== null && <span>{shown.brought_by}</span>}
          <span>
            <Moment at={shown.created_at} />
          </span>
          <span className="tabular">{format.bytes(shown.size_bytes)}</span>
          {shown.media_type !== null && <span>{shown.media_type}</span>}
          {from !== null && <span>{t("version.restored_from", { version: from })}</span>}
        </div>
        {shown.sha256 !== null && <Hash sha256={shown.sha256} version={version} />}
      </div>
      {state === "clean" && (
        <div className={classes.acts}>
          <DownloadButton fileId={file.id} version={version} label={t("file.download.version", { version })} />
          {!isCurrent && (
            <Button
              size="sm"
              variant="default"
              leftSection={<History size={16} aria-hidden="true" />}
              aria-label={t("version.restore.of", { version })}
              onClick={restore.open}
            >
              {t("version.restore")}
            </Button>
          )}
        </div>
      )}
      {restoring && <RestoreDialog file={file} version={version} clientName={clientName} onClose={restore.close} />}
    </li>
  );
}

/** In full for whoever compares it. */
function Hash({ sha256, version }: { sha256: string; version: number }) {
  const t = useT();
  return (
    <div className={classes.hash}>
      <span className={classes.hashName}>{t("version.sha")}</span>
      <code className={classes.code} title={sha256}>
        {sha256}
      </code>
      <CopyButton value={sha256} label={t("version.sha.of", { version })} />
    </div>
  );
}
