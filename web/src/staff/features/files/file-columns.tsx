/** What the list of files shows of each. */
import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ChangeEvent } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { FileRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import type { Column } from "~/staff/ui/data-table.tsx";
import { DownloadButton } from "./download-button.tsx";
import classes from "./file-columns.module.css";
import { FileIcon } from "./file-icon.tsx";
import { FileState } from "./file-state.tsx";
import type { Marks } from "./use-marks.ts";
import { useProjectName } from "./use-project-name.ts";

type Shown = {
  marks: Marks;
  /** Whose each file is. */
  withClient: boolean;
  withProject: boolean;
  /** In which folder each file lies. */
  withFolder: boolean;
};

export function useFileColumns({ marks, withClient, withProject, withFolder }: Shown): Column<FileRow>[] {
  const t = useT();
  const format = useFormat();
  const client: Column<FileRow> = {
    key: "client",
    title: t("files.column.client"),
    cell: (file) => file.client.name,
  };
  return [
    {
      key: "mark",
      title: t("files.mark_all"),
      isMark: true,
      head: (
        <Checkbox
          size="sm"
          aria-label={t("files.mark_all")}
          checked={marks.isAll}
          indeterminate={marks.marked.size > 0 && !marks.isAll}
          onChange={marks.toggleAll}
        />
      ),
      cell: (file) => <Mark file={file} marks={marks} />,
    },
    {
      key: "name",
      title: t("files.column.name"),
      isName: true,
      cell: (file) => <Name file={file} withProject={withProject} withFolder={withFolder} />,
    },
    ...(withClient ? [client] : []),
    { key: "status", title: t("files.column.status"), isState: true, cell: (file) => <FileState file={file} /> },
    {
      key: "side",
      title: t("files.column.side"),
      isShort: true,
      isMinor: withClient,
      cell: ({ side }) =>
        side === "client" ? <Tag tone="brand">{t("files.side.client")}</Tag> : t("files.side.provider"),
    },
    {
      key: "size",
      title: t("files.column.size"),
      isFigure: true,
      cell: ({ size_bytes: bytes }) => (bytes === null ? null : format.bytes(bytes)),
    },
    {
      key: "version",
      title: t("files.column.version"),
      isFigure: true,
      isMinor: true,
      cell: ({ last_version: version }) => version,
    },
    {
      key: "updated",
      title: t("files.column.updated"),
      isShort: true,
      cell: ({ updated_at: at }) => <Moment at={at} />,
    },
    {
      key: "download",
      title: t("files.column.download"),
      head: <span className="visually-hidden">{t("files.column.download")}</span>,
      isAct: true,
      isMinor: true,
      cell: ({ id, name, version }) =>
        version === null ? null : (
          <DownloadButton fileId={id} version={version} label={t("file.download.of", { name })} />
        ),
    },
  ];
}

function Mark({ file, marks }: { file: FileRow; marks: Marks }) {
  const t = useT();
  const toggle = (event: ChangeEvent) => marks.toggle(file.id, (event.nativeEvent as MouseEvent).shiftKey);
  return (
    <Checkbox
      size="sm"
      aria-label={t("files.mark", { name: file.name })}
      checked={marks.marked.has(file.id)}
      onChange={toggle}
    />
  );
}

type NameProps = { file: FileRow; withProject: boolean; withFolder: boolean };

function Name({ file, withProject, withFolder }: NameProps) {
  const project = useProjectName(withProject ? file.project_id : null);
  const place = [project, withFolder && file.folder !== "" ? file.folder.replaceAll("/", " / ") : undefined];
  const shown = place.filter((part) => part !== undefined);
  return (
    <span className={classes.named}>
      <span className={classes.icon}>
        <FileIcon name={file.name} mediaType={file.media_type} />
      </span>
      <span className={classes.words}>
        <Link {...paths.file(file.id)} data-row={file.id}>
          {file.name}
        </Link>
        {shown.length > 0 && <span className={classes.place}>{shown.join(" · ")}</span>}
      </span>
    </span>
  );
}
