/** What lies in a folder, or what was found: on its way, nothing, failed, or rows. */
import { Button } from "@mantine/core";
import { FolderOpen, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ListUrl } from "~/shared/ui/use-list-url.ts";
import { useT } from "../../i18n/use-t.ts";
import type { FileFilter } from "./file-filter.ts";
import { FileList } from "./file-list.tsx";
import { foldersBelow, nameOf } from "./folders.ts";
import { useFiles, useFolders } from "./queries.ts";

type FolderContentProps = {
  list: ListUrl<FileFilter>;
  /** The names of the projects, where files of several may stand beside each other. */
  projects: Map<string, string> | undefined;
  /** The button that brings something, for those who may. */
  upload: ReactNode;
};

export function FolderContent({ list, projects, upload }: FolderContentProps) {
  const t = useT();
  const { filter, narrow } = list;
  const { q, folder = "", project } = filter;
  const isSearch = q !== undefined;
  const files = useFiles(filter);
  const folders = useFolders(project);
  if (files.isPending || (folders.isPending && !isSearch)) {
    return <ListSkeleton rows={5} height={64} />;
  }
  const rows = files.data?.pages.flatMap((page) => page.items);
  if (rows === undefined || (folders.data === undefined && !isSearch)) {
    const retry = () => void Promise.all([files.refetch(), folders.refetch()]);
    return <ErrorState error={files.error ?? folders.error} onRetry={retry} />;
  }
  const all = folders.data?.pages.flatMap((page) => page.items) ?? [];
  const below = isSearch ? [] : foldersBelow(all, folder);
  if (rows.length === 0 && below.length === 0) {
    return isSearch ? (
      <EmptyState
        icon={<SearchX size={22} />}
        title={t("files.no_match")}
        detail={t("files.no_match_detail")}
        action={
          <Button variant="default" onClick={list.clear}>
            {t("files.show_all")}
          </Button>
        }
      />
    ) : (
      <Empty folder={folder} isNarrowed={project !== undefined} upload={upload} />
    );
  }
  return (
    <>
      <FileList
        files={rows}
        folders={below}
        filter={filter}
        shown={{ folders: isSearch, ...(projects === undefined ? {} : { projects }) }}
        onOpen={({ id }) => narrow({ file: id })}
      />
      {files.hasNextPage && (
        <Button variant="default" mt="md" loading={files.isFetchingNextPage} onClick={() => void files.fetchNextPage()}>
          {t("ui.more")}
        </Button>
      )}
    </>
  );
}

type EmptyProps = { folder: string; isNarrowed: boolean; upload: ReactNode };

function Empty({ folder, isNarrowed, upload }: EmptyProps) {
  const t = useT();
  const mayUpload = upload !== undefined;
  const title =
    folder === ""
      ? t(isNarrowed ? "files.empty_project" : "files.empty")
      : t("files.empty_folder", { folder: nameOf(folder) });
  const detail = mayUpload
    ? t(folder === "" ? "files.empty_detail" : "files.empty_folder_detail", { provider: brand.name })
    : t("files.empty_reader", { provider: brand.name });
  return <EmptyState icon={<FolderOpen size={22} />} title={title} detail={detail} action={upload} />;
}
