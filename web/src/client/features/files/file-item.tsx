/** A file in a list: what it is, from whom, and the way to its bytes. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { Download } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { CheckTag } from "./check-words.tsx";
import { FileIcon } from "./file-icon.tsx";
import classes from "./file-list.module.css";
import { type FileRow, useDownload, useNewest } from "./queries.ts";

/** `folders`: where it lies. `projects`: the names of the projects, to say which one it belongs to. `brief`: on one line
 * what can't be done without. */
export type Shown = { folders?: boolean; projects?: Map<string, string>; brief?: boolean };

type FileItemProps = { file: FileRow; shown: Shown; onOpen: () => void };

export function FileItem({ file, shown, onOpen }: FileItemProps) {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const { client } = useSession();
  const download = useDownload();
  const { id, name, version, side, folder } = file;
  const newest = useNewest(id, version === null);
  const project = file.project_id === null ? undefined : shown.projects?.get(file.project_id);
  const size = file.size_bytes ?? newest?.size_bytes;
  const replaced = version !== null && version > 1 ? t("files.version", { number: version }) : undefined;
  const isBrief = shown.brief === true;
  return (
    <li className={classes.row}>
      <FileIcon name={name} mediaType={file.media_type} />
      <div className={classes.words}>
        <button type="button" className={classes.name} onClick={onOpen} aria-haspopup="dialog">
          {name}
        </button>
        <p className={classes.detail}>
          {size !== undefined && <span>{format.bytes(size)}</span>}
          <time dateTime={file.updated_at} title={format.dateTime(file.updated_at)}>
            {format.date(file.updated_at)}
          </time>
          {isBrief && replaced !== undefined && <span>{replaced}</span>}
          {!isBrief && <span>{t("files.from", { name: side === "client" ? client.name : brand.name })}</span>}
          {project !== undefined && <span>{project}</span>}
          {shown.folders === true && folder !== "" && (
            <span>{t("files.in", { folder: folder.replaceAll("/", " / ") })}</span>
          )}
        </p>
        {download.isError && (
          <p className={classes.problem} role="alert">
            {errorText(download.error)}
          </p>
        )}
      </div>
      <span className={classes.state}>
        {!isBrief && replaced !== undefined && <Tag tone="calm">{replaced}</Tag>}
        {version === null && <CheckTag state={newest?.state ?? "quarantined"} />}
      </span>
      {version !== null && (
        <Tooltip label={t("files.download")}>
          <ActionIcon
            className={`${classes.download} no-print`}
            variant="subtle"
            size={44}
            loading={download.isPending}
            aria-label={t("files.download.of", { name })}
            onClick={() => download.mutate({ id, version })}
          >
            <Download size={20} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
