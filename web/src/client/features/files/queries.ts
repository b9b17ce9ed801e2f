/** Files as the server has them. */
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { api, EMPTY } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { saveFrom } from "~/shared/ui/save-from.ts";
import { type Uploads, useUploads } from "~/shared/uploads/use-uploads.ts";

export type FileRow = Schemas["ClientFileRow"];
export type FileDetail = Schemas["ClientFileVersions"];
export type FileVersion = Schemas["ClientFileVersion"];

/** As many as the server gives at once. */
const MOST = 100;
/** So often a version that is being checked is asked for, should nobody tell of its end. */
const CHECK_MS = 3_000;

type Narrowed = { q?: string | undefined; project?: string | undefined; folder?: string | undefined };

/** The files of a folder, of none where it is empty; of all when something is looked for. */
export const useFiles = ({ q = "", project, folder = "" }: Narrowed) =>
  useInfiniteQuery({
    queryKey: ["files", "list", q, project, folder],
    queryFn: ({ pageParam, signal }) => {
      const place = q === "" ? { folder: folder === "" ? EMPTY : folder } : {};
      return api.get("api/client/files", { query: { q, project_id: project, ...place, cursor: pageParam }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** The first files of a project, wherever they lie, and whether there are more. */
export const projectFilesQuery = (project_id: string, limit: number) =>
  queryOptions({
    queryKey: ["files", "project", project_id, limit],
    queryFn: ({ signal }) => api.get("api/client/files", { query: { project_id, limit }, signal }),
  });

/** Every folder with files in it. */
export function useFolders(project: string | undefined) {
  const folders = useInfiniteQuery({
    queryKey: ["files", "folders", project],
    queryFn: ({ pageParam, signal }) =>
      api.get("api/client/file-folders", { query: { project_id: project, limit: MOST, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = folders;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return folders;
}

const isChecked = (file: FileDetail | undefined) => file?.versions.every(({ state }) => state !== "quarantined");

export const fileQuery = (file_id: string) =>
  queryOptions({
    queryKey: ["file", file_id],
    queryFn: ({ signal }) => api.get("api/client/files/{file_id}/versions", { place: { file_id }, signal }),
    refetchInterval: ({ state }) => (isChecked(state.data) === false ? CHECK_MS : false),
  });

/** Gets the address of a version and has the browser save what is there. The page stays, and so does what it uploads. */
export const useDownload = () =>
  useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      api.post("api/client/files/{file_id}/versions/{version}/download", { place: { file_id: id, version } }),
    onSuccess: ({ url }) => saveFrom(url),
  });

export const useMayUpload = (): boolean => useSession().permissions.includes("upload");

/** What is on its way for the client one acts for, or only what is said to be for a project or a file. */
export function useClientUploads(more: { project_id?: string; file_id?: string } = {}): Uploads {
  const queries = useQueryClient();
  const { client } = useSession();
  const uploads = useUploads("api/client/uploads", { client_id: client.id, ...more });
  const done = uploads.items.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) {
      void queries.invalidateQueries({ queryKey: ["files"] });
      void queries.invalidateQueries({ queryKey: ["file"] });
    }
  }, [queries, done]);
  return uploads;
}

/** The newest version of a file that has one which can't be read: whether it is being checked or was refused. */
export const useNewest = (fileId: string | undefined, enabled: boolean): FileVersion | undefined =>
  useQuery({ ...fileQuery(fileId ?? ""), enabled: enabled && fileId !== undefined }).data?.versions[0];
