/** The queues of this page, one for each endpoint. They outlive the pages of the app that show them. */
import type { UploadQueue } from "./upload-queue.ts";

export const openQueues = new Map<string, UploadQueue>();

/** Stops everything that is on its way: what was chosen for one client never goes to another. */
export function closeUploads(): void {
  for (const queue of openQueues.values()) {
    queue.close();
  }
  openQueues.clear();
}
