/** Files in their folders, to look at, to mark, and to bring more. */
import { Files } from "lucide-react";
import { type ReactNode, useState } from "react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { DropArea } from "~/shared/uploads/drop-area.tsx";
import { chosenFiles, type PlacedFile } from "~/shared/uploads/placed-files.ts";
import { useT } from "~/staff/i18n/en.ts";
import type { FolderFilter } from "~/staff/paths.ts";
import { DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { ListView } from "~/staff/ui/list-view.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import type { useListPage } from "~/staff/ui/use-list-page.ts";
import { BulkOutcome } from "./bulk-outcome.tsx";
import classes from "./file-browser.module.css";
import { useFileColumns } from "./file-columns.tsx";
import { Crumbs, FoldersFailed, FolderTiles } from "./folder-nav.tsx";
import { MarkedBar } from "./marked-bar.tsx";
import { type FileScope, useFiles } from "./queries.ts";
import type { BulkResult } from "./use-bulk.ts";
import { useBulkNotice } from "./use-bulk-notice.ts";
import { useFolders } from "./use-folders.ts";
import { useMarkKey } from "./use-mark-key.ts";
import { useMarks } from "./use-marks.ts";

/** Where the focus goes when what had it is gone with the marks. */
const HEAD_BOX = "main thead input[type=checkbox]";

type FileBrowserProps = {
  label: string;
  scope: FileScope;
  page: ReturnType<typeof useListPage<FolderFilter>>;
  /** Further filters, beside the search. */
  filters?: ReactNode;
  /** What brings more, offered where there is nothing yet, too. */
  bring: ReactNode;
  onFound: (found: PlacedFile[]) => void;
};

export function FileBrowser({ label, scope, page, filters, bring, onFound }: FileBrowserProps) {
  const t = useT();
  const { filter, isFiltered, clear, field, onSearch, search } = page;
  const { q, folder = "" } = filter;
  // Folders are of one client; who searches, searches all of them.
  const isOfOne = scope.clientId !== undefined;
  const inFolder = isOfOne && q === undefined;
  const files = useFiles({ ...scope, q, folder: inFolder ? folder : undefined });
  const folders = useFolders(scope, inFolder ? folder : undefined);
  const ids = files.items.map(({ id }) => id);
  const marks = useMarks(ids);
  useMarkKey(ids, marks);
  const unmark = () => {
    marks.clear();
    focusSoon(HEAD_BOX);
  };
  const [outcome, setOutcome] = useState<BulkResult>();
  const notice = useBulkNotice();
  const columns = useFileColumns({
    marks,
    withClient: !isOfOne,
    withProject: scope.projectId === undefined,
    withFolder: !inFolder,
  });
  const marked = files.items.filter(({ id }) => marks.marked.has(id));
  return (
    <DropArea
      label={folder === "" ? t("files.drop") : t("files.drop.folder", { folder })}
      onFiles={(files) => onFound(chosenFiles(files))}
      onPlaced={onFound}
    >
      <div className={classes.browser}>
        <Toolbar>
          <SearchField
            key={field.key}
            initial={field.initial}
            label={t("files.search")}
            inputRef={search}
            onSearch={onSearch}
          />
          {filters}
        </Toolbar>
        {inFolder && (folder !== "" || folders.items.length > 0) && <Crumbs folder={folder} />}
        {folders.hasFailed && <FoldersFailed onRetry={folders.retry} />}
        {folders.items.length > 0 && <FolderTiles folders={folders.items} />}
        {outcome !== undefined && <BulkOutcome result={outcome} onClose={() => setOutcome(undefined)} />}
        <ListView
          list={files}
          isFiltered={q !== undefined || (isFiltered && !isOfOne)}
          onClear={clear}
          skeleton={<TableSkeleton columns={columns} height={{ wide: 46, phone: 150 }} />}
          empty={
            folders.items.length === 0 && (
              <EmptyState
                icon={<Files size={22} />}
                title={t(folder === "" || !inFolder ? "files.empty.title" : "files.empty.folder")}
                detail={t(
                  !isOfOne ? "files.empty.all" : folder === "" ? "files.empty.text" : "files.empty.folder.text",
                )}
                action={bring}
              />
            )
          }
        >
          <DataTable label={label} columns={columns} rows={files.items} rowKey={({ id }) => id} />
        </ListView>
        {marked.length > 0 && (
          <MarkedBar
            files={marked}
            scope={scope}
            onClear={unmark}
            onDone={(act, result) => {
              unmark();
              setOutcome(result.refused.length > 0 ? result : undefined);
              notice(act, result);
            }}
          />
        )}
      </div>
    </DropArea>
  );
}
