/** Hands files to the queue that outlives the page: new ones to a place, or a new version of one. */
import type { PlacedFile } from "~/shared/uploads/placed-files.ts";
import { queueOf } from "~/shared/uploads/use-uploads.ts";
import { joined } from "../folders.ts";

export const UPLOADS = "api/admin/uploads";

export type Place = { clientId: string; projectId?: string | undefined; folder: string };

/** Each into its own folder, below the one of the place. */
export function bring(found: readonly PlacedFile[], { clientId, projectId, folder }: Place): void {
  for (const { file, folder: within } of found) {
    const path = joined(folder, within);
    queueOf(UPLOADS).add([file], {
      client_id: clientId,
      ...(projectId === undefined ? {} : { project_id: projectId }),
      ...(path === "" ? {} : { folder: path }),
    });
  }
}

export const bringVersion = (file: File, fileId: string): void => queueOf(UPLOADS).add([file], { file_id: fileId });
