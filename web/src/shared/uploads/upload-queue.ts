/**
 * Files on their way to one endpoint, two at a time. It lives as long as the page, so that one may go elsewhere in the app
 * meanwhile; what is cut goes on by itself.
 */
import { freshCode } from "../api/request.ts";
import { fingerprintOf, forget, keep, keptAt } from "./kept-uploads.ts";
import { planOf, type Reason } from "./reasons.ts";
import { type Transfer, type Transport, tusTransport } from "./transport.ts";
import { type Metadata, percentOf, type UploadItem } from "./upload-item.ts";

const AT_ONCE = 2;

type Entry = {
  item: UploadItem;
  file: File;
  fingerprint: string;
  url: string | null;
  /** It was begun on an earlier visit, and nothing has arrived in this one. */
  isKept: boolean;
  attempt: number;
  transfer?: Transfer | undefined;
  timer?: ReturnType<typeof setTimeout> | undefined;
};

let last = 0;

export class UploadQueue {
  readonly #endpoint: string;
  readonly #transport: Transport;
  readonly #listeners = new Set<() => void>();
  #entries: Entry[] = [];
  #shown: readonly UploadItem[] = [];

  constructor(endpoint: string, transport: Transport = tusTransport) {
    this.#endpoint = endpoint;
    this.#transport = transport;
    window.addEventListener("online", this.#onOnline);
    window.addEventListener("beforeunload", this.#onLeaving);
  }

  /** The files in the order in which they were chosen. The array is another one after each change. */
  get items(): readonly UploadItem[] {
    return this.#shown;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: Iterable<File>, metadata: Metadata = {}): void {
    for (const file of files) {
      last += 1;
      const all = { filename: file.name, ...metadata };
      const fingerprint = fingerprintOf(file, this.#endpoint, all);
      const same = this.#entries.find((entry) => entry.fingerprint === fingerprint && entry.item.state !== "done");
      if (same !== undefined) {
        // Chosen once more it is tried once more, with what the device gives now.
        same.file = file;
        this.goOn(same.item.id);
        continue;
      }
      const kept = keptAt(fingerprint);
      const item: UploadItem = {
        ...{ id: String(last), name: file.name, sizeBytes: file.size, sentBytes: 0, state: "waiting", metadata: all },
        fileId: kept?.fileId,
      };
      const url = kept?.url ?? null;
      this.#entries.push({ item, file, fingerprint, url, isKept: url !== null, attempt: 0 });
    }
    this.#next();
  }

  pause(id: string): void {
    this.#with(id, (entry) => {
      if (entry.item.state === "waiting" || entry.item.state === "running") {
        this.#stop(entry);
        this.#set(entry, { state: "paused", stall: undefined });
      }
    });
  }

  /** Goes on with what is paused, or tries again what was refused. */
  goOn(id: string): void {
    this.#with(id, (entry) => {
      if (entry.item.state === "paused" || entry.item.state === "refused") {
        entry.attempt = 0;
        this.#set(entry, { state: "waiting", reason: undefined });
      }
    });
  }

  /** Takes a file out of the list; what has arrived of one that is not done is removed on the server. */
  remove(id: string): void {
    this.#with(id, (entry) => {
      this.#stop(entry);
      this.#entries = this.#entries.filter((other) => other !== entry);
      forget(entry.fingerprint);
      if (entry.url !== null && entry.item.state !== "done") {
        void this.#transport.end(entry.url).catch(() => {});
      }
      entry.url = null;
    });
  }

  /** Takes what has arrived out of the list. */
  clear(items: readonly UploadItem[]): void {
    for (const { id, state } of items) {
      if (state === "done") {
        this.remove(id);
      }
    }
  }

  /** Sends no more and forgets the list: another client is acted for. What has arrived is gone on with another time. */
  close(): void {
    for (const entry of this.#entries) {
      this.#stop(entry);
    }
    this.#entries = [];
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener("beforeunload", this.#onLeaving);
    this.#tell();
  }

  readonly #onOnline = () => {
    for (const entry of this.#entries.filter(({ item }) => item.stall === "offline")) {
      this.#start(entry);
    }
    this.#tell();
  };

  readonly #onLeaving = (event: BeforeUnloadEvent) => {
    if (this.#entries.some(({ item }) => item.state === "running" || item.state === "waiting")) {
      event.preventDefault();
    }
  };

  #with(id: string, act: (entry: Entry) => void): void {
    const entry = this.#entries.find(({ item }) => item.id === id);
    if (entry !== undefined) {
      act(entry);
      this.#next();
    }
  }

  #set(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
  }

  #tell(): void {
    this.#shown = this.#entries.map(({ item }) => item);
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Begins as many as may run at once. */
  #next(): void {
    const running = this.#entries.filter(({ item }) => item.state === "running").length;
    const waiting = this.#entries.filter(({ item }) => item.state === "waiting");
    for (const entry of waiting.slice(0, Math.max(0, AT_ONCE - running))) {
      this.#start(entry);
    }
    this.#tell();
  }

  #stop(entry: Entry): void {
    clearTimeout(entry.timer);
    entry.transfer?.stop();
    entry.transfer = undefined;
  }

  #start(entry: Entry): void {
    this.#stop(entry);
    // Why it stood still is said until something moves again.
    this.#set(entry, { state: "running" });
    const { file, url } = entry;
    const task = { file, url, endpoint: this.#endpoint, metadata: entry.item.metadata };
    entry.transfer = this.#transport.start(task, {
      onBegun: (at, fileId) => this.#begun(entry, at, fileId),
      onSent: (bytes) => {
        const before = entry.item;
        this.#set(entry, { sentBytes: bytes, stall: undefined });
        if (percentOf(before) !== percentOf(entry.item) || before.stall !== undefined) {
          this.#tell();
        }
      },
      onArrived: () => {
        entry.attempt = 0;
        entry.isKept = false;
      },
      onDone: () => {
        forget(entry.fingerprint);
        this.#set(entry, { state: "done", stall: undefined, sentBytes: file.size });
        this.#next();
      },
      onFailed: (error) => void this.#failed(entry, planOf(error, entry.attempt, entry.isKept)),
    });
  }

  #begun(entry: Entry, url: string, fileId: string | undefined): void {
    if (!this.#entries.includes(entry)) {
      // Given up while it was begun.
      void this.#transport.end(url).catch(() => {});
      return;
    }
    entry.url = url;
    this.#set(entry, { fileId: fileId ?? entry.item.fileId });
    keep(entry.fingerprint, { url, fileId: entry.item.fileId });
  }

  async #failed(entry: Entry, plan: ReturnType<typeof planOf>): Promise<void> {
    entry.attempt += 1;
    const { transfer } = entry;
    if (plan.act === "go_on") {
      // A file that was changed, moved or is a folder fails as if there were no connection.
      if (plan.stall === "offline" && !(await isReadable(entry.file))) {
        this.#refuse(entry, transfer, "unreadable");
        return;
      }
      if (entry.transfer === transfer) {
        this.#set(entry, { stall: plan.stall });
        entry.timer = setTimeout(() => this.#start(entry), plan.afterMs);
        this.#tell();
      }
    } else if (plan.act === "begin_anew") {
      forget(entry.fingerprint);
      entry.url = null;
      entry.isKept = false;
      this.#set(entry, { sentBytes: 0, fileId: undefined });
      this.#start(entry);
    } else if (plan.act === "step_up" && (await freshCode())) {
      if (entry.transfer === transfer) {
        this.#start(entry);
      }
    } else {
      this.#refuse(entry, transfer, plan.act === "refuse" ? plan.reason : "forbidden");
    }
  }

  #refuse(entry: Entry, transfer: Transfer | undefined, reason: Reason): void {
    if (entry.transfer !== transfer) {
      return;
    }
    this.#stop(entry);
    if (reason === "over") {
      // There is nothing to go on with: another try begins anew.
      forget(entry.fingerprint);
      entry.url = null;
    }
    this.#set(entry, { state: "refused", stall: undefined, reason });
    this.#next();
  }
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
