/** Files of clients, the folders they lie in, and what staff do with them. */
import { queryOptions, useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, EMPTY } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";
import { saveFrom } from "~/shared/ui/save-from.ts";
import type { Page } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/files";
const ONE = `${PATH}/{file_id}` as const;
const VERSION = `${ONE}/versions/{version}` as const;

/** Whose files: everybody's without a client. */
export type FileScope = { clientId?: string | undefined; projectId?: string | undefined };

type Sought = FileScope & {
  q: string | undefined;
  /** Empty for what lies in none; undefined for all of them. */
  folder: string | undefined;
};

export const useFiles = ({ clientId, projectId, q, folder }: Sought) =>
  useCursorList("files", PATH, {
    client_id: clientId ?? null,
    project_id: projectId ?? null,
    q: q ?? null,
    folder: folder === "" ? EMPTY : (folder ?? null),
  });

/** A folder with how many files lie in it, not counting those further below. */
export type FolderRow = Schemas["Folder"];

const FOLDERS = "api/admin/clients/{client_id}/file-folders";

/** All folders of a client, or of one of its projects. */
export const foldersQuery = (clientId: string, projectId: string | undefined) =>
  queryOptions({
    queryKey: ["files", "folders", clientId, projectId],
    queryFn: async ({ signal }) => {
      const found: FolderRow[] = [];
      let cursor: string | null = null;
      do {
        const query = { project_id: projectId ?? null, limit: 100, cursor };
        const page: Page<FolderRow> = await api.get(FOLDERS, { place: { client_id: clientId }, query, signal });
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return found;
    },
  });

export const fileQuery = (fileId: string) =>
  queryOptions({
    queryKey: ["files", "one", fileId],
    queryFn: ({ signal }) => api.get(ONE, { place: { file_id: fileId }, signal }),
  });

/** What can be asked of one file. */
export const fileActs = {
  publish: (fileId: string) => api.post(`${ONE}/publication`, { place: { file_id: fileId } }),
  withdraw: (fileId: string) => api.post(`${ONE}/withdrawal`, { place: { file_id: fileId } }),
  change: (fileId: string, body: Schemas["ChangeFile"]) => api.patch(ONE, { place: { file_id: fileId }, body }),
  remove: (fileId: string) => api.delete(ONE, { place: { file_id: fileId } }),
  restore: (fileId: string, version: number) =>
    api.post(`${VERSION}/restoration`, { place: { file_id: fileId, version } }),
};

/** An act after which all that is shown of files is asked again. */
export function useFileAct<Values, Answer>(send: (values: Values) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: ["files"] }),
  });
}

const removing = (fileId: string) => ["remove-file", fileId];

/** Whether a file is just going: then nobody asks for it any more. */
export const useIsGoing = (fileId: string): boolean => useIsMutating({ mutationKey: removing(fileId) }) > 0;

/** Deletes a draft; `leave` leads away from its page before anything is asked again. */
export function useRemoveFile(fileId: string, leave: () => Promise<void>) {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: removing(fileId),
    mutationFn: () => fileActs.remove(fileId),
    onSuccess: async () => {
      await leave();
      queries.removeQueries({ queryKey: fileQuery(fileId).queryKey });
      await queries.invalidateQueries({ queryKey: ["files"] });
    },
  });
}

/** Leads the browser to the bytes of a version, which come as a file to keep. */
export const useDownload = () =>
  useMutation({
    mutationFn: ({ fileId, version }: { fileId: string; version: number }) =>
      api.post(`${VERSION}/download`, { place: { file_id: fileId, version } }),
    onSuccess: ({ url }) => saveFrom(url),
  });
