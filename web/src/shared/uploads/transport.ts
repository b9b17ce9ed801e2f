/** Brings one file to the server by the tus 1.0 protocol, from where it stands there. The library comes with the first. */
import { ApiError } from "../api/api-error.ts";
import type { Metadata } from "./upload-item.ts";

/** So much is sent at once: the server has each part on its disk before the next begins. */
const PART_BYTES = 8 * 1024 * 1024;

export type Task = {
  file: File;
  endpoint: string;
  metadata: Metadata;
  /** Where it goes on; null to begin. */
  url: string | null;
};

export type Told = {
  /** The upload is at `url` now; `fileId` only when it was begun by this task. */
  onBegun: (url: string, fileId: string | undefined) => void;
  /** So many bytes have left, but not all of them may have arrived. */
  onSent: (bytes: number) => void;
  /** So many bytes have arrived. */
  onArrived: (bytes: number) => void;
  onDone: () => void;
  onFailed: (error: ApiError) => void;
};

export type Transfer = {
  /** Sends no more. An upload that is just being begun is told of all the same, so that it can be ended. */
  stop: () => void;
};

export type Transport = {
  start: (task: Task, told: Told) => Transfer;
  /** Has the server forget an upload. */
  end: (url: string) => Promise<void>;
};

const load = () => import("tus-js-client");

export const tusTransport: Transport = {
  start(task, told) {
    let isStopped = false;
    let stop = () => {};
    void load().then(
      (tus) => {
        if (!isStopped) {
          stop = begin(tus, task, told, () => isStopped);
        }
      },
      () => told.onFailed(new ApiError(0, {})),
    );
    return {
      stop: () => {
        isStopped = true;
        stop();
      },
    };
  },
  async end(url) {
    const { Upload } = await load();
    // A part that is just arriving holds the upload for a moment.
    await Upload.terminate(url, { retryDelays: [500, 1_000, 3_000, 5_000, 10_000] });
  },
};

type Tus = Awaited<ReturnType<typeof load>>;

function begin(tus: Tus, task: Task, told: Told, isStopped: () => boolean): () => void {
  let fileId: string | undefined;
  const tell =
    <A extends unknown[]>(then: (...args: A) => void) =>
    (...args: A) => {
      if (!isStopped()) {
        then(...args);
      }
    };
  const upload = new tus.Upload(task.file, {
    // Without an endpoint an upload that can't be gone on with is an error, and not begun anew without a word.
    ...(task.url === null ? { endpoint: new URL(task.endpoint, document.baseURI).href } : { uploadUrl: task.url }),
    metadata: task.metadata,
    chunkSize: PART_BYTES,
    headers: { accept: "application/json" },
    retryDelays: null,
    storeFingerprintForResuming: false,
    onAfterResponse: (request, response) => {
      fileId = request.getMethod() === "POST" ? textIn(response.getBody(), "file_id") : fileId;
    },
    onUploadUrlAvailable: () => {
      if (isStopped()) {
        void upload.abort();
      }
      told.onBegun(upload.url ?? "", fileId);
    },
    onProgress: tell(told.onSent),
    onChunkComplete: tell((_, arrived) => told.onArrived(arrived)),
    onSuccess: tell(told.onDone),
    onError: tell((error) => told.onFailed(errorOf(error))),
  });
  upload.start();
  return () => {
    // Cut off in its beginning, nobody would know where the upload is.
    if (upload.url !== null) {
      void upload.abort();
    }
  };
}

function textIn(json: string, member: string): string | undefined {
  const value = read(json)[member];
  return typeof value === "string" ? value : undefined;
}

function read(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What went wrong, as every other request has it. */
function errorOf(error: unknown): ApiError {
  const response = (error as { originalResponse?: { getStatus(): number } | null }).originalResponse as
    | { getStatus(): number; getBody(): string; getHeader(name: string): string | undefined }
    | null
    | undefined;
  if (response === null || response === undefined) {
    return new ApiError(0, {});
  }
  const seconds = Number(response.getHeader("Retry-After") ?? Number.NaN);
  return new ApiError(response.getStatus(), read(response.getBody()), Number.isFinite(seconds) ? seconds : undefined);
}
