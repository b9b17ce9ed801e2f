/** One file on its way, as it is shown. */
import type { Reason } from "./reasons.ts";

/** What is said of a file: `folder`, `note`, `client_id`, `project_id`, or `file_id` for a new version of that file. */
export type Metadata = Record<string, string>;

/** `done`: every byte has arrived; the server then checks what came. */
export type UploadState = "waiting" | "running" | "paused" | "done" | "refused";

/** Why nothing moves although it runs: no connection, somebody else still writes, or the server asks for time. */
export type Stall = "offline" | "locked" | "busy";

export type UploadItem = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly state: UploadState;
  readonly stall?: Stall | undefined;
  readonly reason?: Reason | undefined;
  readonly metadata: Metadata;
  /** The file that it becomes a version of. */
  readonly fileId?: string | undefined;
};

/** The share that has left, in whole per cent; 100 only when all of it has arrived. */
export function percentOf({ sentBytes, sizeBytes, state }: UploadItem): number {
  if (state === "done") {
    return 100;
  }
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((sentBytes / sizeBytes) * 100));
}
