/** The folders that lie in one; none where folders are not looked at. */
import { useQuery } from "@tanstack/react-query";
import { type Folder, foldersIn } from "./folders.ts";
import { type FileScope, foldersQuery } from "./queries.ts";

type FoldersHere = { items: Folder[]; hasFailed: boolean; retry: () => void };

export function useFolders(scope: FileScope, folder: string | undefined): FoldersHere {
  const rows = useQuery({
    ...foldersQuery(scope.clientId ?? "", scope.projectId),
    enabled: folder !== undefined && scope.clientId !== undefined,
  });
  return {
    items: folder === undefined ? [] : foldersIn(folder, rows.data ?? []),
    hasFailed: folder !== undefined && rows.data === undefined && rows.isError,
    retry: () => void rows.refetch(),
  };
}
