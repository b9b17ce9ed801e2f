/** Folders, then files, as rows; on a phone each takes two lines. */
import { Link } from "@tanstack/react-router";
import { ChevronRight, Folder as FolderIcon } from "lucide-react";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import type { FileFilter } from "./file-filter.ts";
import { FileItem, type Shown } from "./file-item.tsx";
import classes from "./file-list.module.css";
import { type Folder, nameOf } from "./folders.ts";
import type { FileRow } from "./queries.ts";

type FileListProps = {
  files: FileRow[];
  folders?: Folder[];
  /** What a folder's address keeps. */
  filter?: FileFilter;
  /** What a row says beside the file's own facts. */
  shown?: Shown;
  onOpen: (file: FileRow) => void;
  /** Without a frame of its own, within a card. */
  plain?: boolean;
};

export function FileList({ files, folders = [], filter = {}, shown = {}, onOpen, plain = false }: FileListProps) {
  return (
    <ul className={classes.list} data-plain={plain || undefined}>
      {folders.map((folder) => (
        <FolderItem key={`folder ${folder.folder}`} folder={folder} project={filter.project} />
      ))}
      {files.map((file) => (
        <FileItem key={file.id} file={file} shown={{ ...shown, brief: plain }} onOpen={() => onOpen(file)} />
      ))}
    </ul>
  );
}

function FolderItem({ folder, project }: { folder: Folder; project: string | undefined }) {
  const t = useT();
  return (
    <li className={classes.row}>
      <span className={`${classes.tile} ${classes.folder}`} aria-hidden="true">
        <FolderIcon size={20} />
      </span>
      <div className={classes.words}>
        <Link className={classes.name} {...paths.files({ folder: folder.folder, project })}>
          {nameOf(folder.folder)}
        </Link>
        <p className={classes.detail}>
          <span>{t("files.count", { count: folder.files })}</span>
        </p>
      </div>
      <ChevronRight className={classes.into} size={20} aria-hidden="true" />
    </li>
  );
}
