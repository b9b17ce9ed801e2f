/** The files on their way to an endpoint, and a way to add more. */
import { useMemo, useSyncExternalStore } from "react";
import { openQueues } from "./open-queues.ts";
import type { Metadata, UploadItem } from "./upload-item.ts";
import { UploadQueue } from "./upload-queue.ts";

export type Uploads = {
  items: readonly UploadItem[];
  /** `more` is said of these files only, such as a folder or a note. */
  add: (files: Iterable<File>, more?: Metadata) => void;
  queue: UploadQueue;
};

/** For who adds without showing what is on its way. */
export function queueOf(endpoint: string): UploadQueue {
  const queue = openQueues.get(endpoint) ?? new UploadQueue(endpoint);
  openQueues.set(endpoint, queue);
  return queue;
}

/**
 * `useUploads("api/client/uploads", { project_id })`. The metadata is said of every file that is added here; `items` are
 * those of the whole queue that say the same, wherever they were added.
 */
export function useUploads(endpoint: string, metadata: Metadata = {}, of?: UploadQueue): Uploads {
  const queue = of ?? queueOf(endpoint);
  const all = useSyncExternalStore(queue.subscribe, () => queue.items);
  const said = JSON.stringify(metadata);
  return useMemo(() => {
    const metadata = JSON.parse(said) as Metadata;
    const isSaid = (item: UploadItem) => Object.entries(metadata).every(([key, value]) => item.metadata[key] === value);
    return {
      items: all.filter(isSaid),
      add: (files, more = {}) => queue.add(files, { ...metadata, ...more }),
      queue,
    };
  }, [queue, all, said]);
}
