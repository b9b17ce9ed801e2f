/** The queues of this page, one for each endpoint. They outlive the pages of the app that show them. */
import { UploadQueue } from "./upload-queue.ts";

const queues = new Map<string, UploadQueue>();

export function queueOf(endpoint: string): UploadQueue {
  const queue = queues.get(endpoint) ?? new UploadQueue(endpoint);
  queues.set(endpoint, queue);
  return queue;
}

/** Stops everything that is on its way: what was chosen for one client never goes to another. */
export function closeUploads(): void {
  for (const queue of queues.values()) {
    queue.close();
  }
  queues.clear();
}
