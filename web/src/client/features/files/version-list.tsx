/** The versions of a file, the newest first: when, by whom, how large, and what its bytes add up to. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { Download } from "lucide-react";
import { brand } from "~/shared/brand/brand.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { useT } from "../../i18n/use-t.ts";
import { CheckTag } from "./check-words.tsx";
import classes from "./file-dialog.module.css";
import type { FileDetail, FileVersion } from "./queries.ts";

type VersionListProps = { file: FileDetail; onDownload: (version: number) => void };

export function VersionList({ file, onDownload }: VersionListProps) {
  return (
    <ol className={classes.versions} reversed>
      {file.versions.map((version) => (
        <Version key={version.version} file={file} version={version} onDownload={() => onDownload(version.version)} />
      ))}
    </ol>
  );
}

type VersionProps = { file: FileDetail; version: FileVersion; onDownload: () => void };

function Version({ file, version, onDownload }: VersionProps) {
  const t = useT();
  const format = useFormat();
  const { state, size_bytes, created_at, brought_by, side, note, sha256, restored_from } = version;
  const number = version.version;
  const by = brought_by ?? (side === "provider" ? brand.name : undefined);
  return (
    <li className={classes.version}>
      <div className={classes.words}>
        <p className={classes.name}>
          {t("files.version", { number })}
          {state !== "clean" && <CheckTag state={state} />}
        </p>
        <p className={classes.detail}>
          <time dateTime={created_at}>{format.dateTime(created_at)}</time>
          {by !== undefined && <span>{by}</span>}
          <span>{format.bytes(size_bytes)}</span>
          {restored_from !== null && <span>{t("files.restored", { number: restored_from })}</span>}
        </p>
        {note !== null && note !== "" && <p className={classes.note}>{note}</p>}
        {state === "refused" && <p className={classes.note}>{t("files.arrived.refused")}</p>}
      </div>
      {state === "clean" && (
        <Tooltip label={t("files.download")}>
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={t("files.download_version", { number, name: file.name })}
            onClick={onDownload}
          >
            <Download size={20} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
      {sha256 !== null && (
        <p className={classes.hash}>
          <span>SHA-256</span>
          <code title={sha256}>{sha256}</code>
          <CopyButton value={sha256} label={t("files.hash", { number })} />
        </p>
      )}
    </li>
  );
}
