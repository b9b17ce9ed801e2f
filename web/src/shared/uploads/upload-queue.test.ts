import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { onStepUp } from "../api/request.ts";
import type { Task, Told, Transport } from "./transport.ts";
import { UploadQueue } from "./upload-queue.ts";

const ENDPOINT = "api/client/uploads";

/** A transfer that the queue has begun. */
type Begun = { task: Task; told: Told; isStopped: boolean };
let begun: Begun[] = [];
let ended: string[] = [];
let open: UploadQueue[] = [];

const fake: Transport = {
  start(task, told) {
    const one: Begun = { task, told, isStopped: false };
    begun.push(one);
    return {
      stop: () => {
        one.isStopped = true;
      },
    };
  },
  end: (url) => {
    ended.push(url);
    return Promise.resolve();
  },
};

const fileOf = (name: string, lastModified = 1) => new File(["0123456789"], name, { lastModified });
const states = (queue: UploadQueue) => queue.items.map(({ name, state }) => `${name} ${state}`);
const at = (index: number): Begun => {
  const one = begun.at(index);
  if (one === undefined) {
    throw new Error(`no transfer ${index} of ${begun.length}`);
  }
  return one;
};
const id = (queue: UploadQueue, index = 0) => queue.items[index]?.id ?? "";
const settle = () => vi.advanceTimersByTimeAsync(0);

function queueWith(...names: string[]): UploadQueue {
  const queue = new UploadQueue(ENDPOINT, fake);
  open.push(queue);
  queue.add(names.map((name) => fileOf(name)));
  return queue;
}

beforeEach(() => {
  begun = [];
  ended = [];
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  for (const queue of open) {
    queue.close();
  }
  open = [];
  vi.useRealTimers();
  onStepUp(undefined);
});

it("sends two at a time, in the order in which they were chosen", () => {
  const queue = queueWith("a", "b", "c");
  expect(states(queue)).toEqual(["a running", "b running", "c waiting"]);
  at(1).told.onDone();
  expect(states(queue)).toEqual(["a running", "b done", "c running"]);
  expect(at(2).task).toMatchObject({ endpoint: ENDPOINT, url: null, metadata: { filename: "c" } });
});

it("does not send the same file to the same place twice at once", () => {
  const queue = queueWith("a");
  queue.add([fileOf("a")]);
  queue.add([fileOf("a")], { folder: "Plans" });
  expect(queue.items.map(({ metadata }) => metadata.folder)).toEqual([undefined, "Plans"]);
  at(0).told.onFailed(new ApiError(401, {}));
  expect(queue.items[0]).toMatchObject({ state: "refused", reason: "session_over" });
  queue.add([fileOf("a")]);
  expect(queue.items).toHaveLength(2);
  expect(queue.items[0]?.state).toBe("running");
});

it("pauses and goes on where it stood, and another takes its place meanwhile", () => {
  const queue = queueWith("a", "b", "c");
  at(0).told.onBegun("/uploads/1", "file-1");
  at(0).told.onSent(4);
  queue.pause(id(queue));
  expect(at(0).isStopped).toBe(true);
  expect(states(queue)).toEqual(["a paused", "b running", "c running"]);
  expect(queue.items[0]).toMatchObject({ sentBytes: 4, fileId: "file-1" });
  queue.goOn(id(queue));
  expect(states(queue)).toEqual(["a waiting", "b running", "c running"]);
  at(1).told.onDone();
  expect(at(-1).task.url).toBe("/uploads/1");
});

it("goes on by itself after the connection broke, at the latest when there is one again", async () => {
  const queue = queueWith("a");
  at(0).told.onBegun("/uploads/1", "file-1");
  at(0).told.onFailed(new ApiError(0, {}));
  await settle();
  expect(queue.items[0]).toMatchObject({ state: "running", stall: "offline" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toHaveLength(2);
  at(1).told.onFailed(new ApiError(0, {}));
  await settle();
  window.dispatchEvent(new Event("online"));
  expect(begun).toHaveLength(3);
  expect(at(2).task.url).toBe("/uploads/1");
  expect(queue.items[0]?.stall).toBe("offline");
  at(2).told.onSent(5);
  expect(queue.items[0]?.stall).toBeUndefined();
  // What waited for its time does not begin once more.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(begun).toHaveLength(3);
});

it("waits while somebody else writes, however long", async () => {
  const queue = queueWith("a");
  for (let turn = 0; turn < 30; turn += 1) {
    at(-1).told.onFailed(new ApiError(423, { code: "upload_locked" }));
    await vi.advanceTimersByTimeAsync(2_000);
  }
  expect(begun).toHaveLength(31);
  expect(queue.items[0]).toMatchObject({ state: "running", stall: "locked" });
});

it("stops asking a server that only fails, and tries again when told to", async () => {
  const queue = queueWith("a");
  for (let turn = 0; turn < 8; turn += 1) {
    at(-1).told.onFailed(new ApiError(503, { code: "busy" }));
    await vi.advanceTimersByTimeAsync(30_000);
  }
  expect(begun).toHaveLength(9);
  at(-1).told.onFailed(new ApiError(503, { code: "busy" }));
  expect(queue.items[0]).toMatchObject({ state: "refused", reason: "busy" });
  queue.goOn(id(queue));
  expect(begun).toHaveLength(10);
  expect(queue.items[0]).toMatchObject({ state: "running", reason: undefined });
});

it("says why a file is not taken, and goes on with the next", () => {
  const queue = queueWith("a", "b", "c");
  at(0).told.onFailed(new ApiError(413, { code: "quota_exceeded" }));
  expect(queue.items[0]).toMatchObject({ state: "refused", reason: "quota_exceeded" });
  expect(states(queue)[2]).toBe("c running");
});

it("says that a file can't be read instead of waiting for a connection", async () => {
  const queue = new UploadQueue(ENDPOINT, fake);
  open.push(queue);
  const folder = fileOf("Plans");
  vi.spyOn(folder, "slice").mockReturnValue({ arrayBuffer: () => Promise.reject(new Error("gone")) } as never);
  queue.add([folder]);
  at(0).told.onFailed(new ApiError(0, {}));
  await settle();
  expect(queue.items[0]).toMatchObject({ state: "refused", reason: "unreadable" });
});

it("has the server forget what is given up, also when it was only being begun", () => {
  const queue = queueWith("a", "b");
  at(0).told.onBegun("/uploads/1", "file-1");
  queue.remove(id(queue));
  expect(ended).toEqual(["/uploads/1"]);
  queue.remove(id(queue));
  at(1).told.onBegun("/uploads/2", "file-2");
  expect(ended).toEqual(["/uploads/1", "/uploads/2"]);
  expect(queue.items).toEqual([]);
});

it("keeps what is done on the server when it is taken out of the list", () => {
  const queue = queueWith("a");
  at(0).told.onBegun("/uploads/1", "file-1");
  at(0).told.onDone();
  queue.remove(id(queue));
  expect(ended).toEqual([]);
});

it("goes on after a reload when the same file is chosen for the same place", () => {
  queueWith("a");
  at(0).told.onBegun("/uploads/1", "file-1");
  const later = queueWith("a");
  expect(at(1).task.url).toBe("/uploads/1");
  expect(later.items[0]?.fileId).toBe("file-1");
  later.add([fileOf("a", 2)]);
  expect(at(2).task.url).toBeNull();
});

it("begins anew when what it kept is over, but not when something of it has just arrived", () => {
  queueWith("a");
  at(0).told.onBegun("/uploads/1", "file-1");
  const later = queueWith("a");
  at(1).told.onFailed(new ApiError(410, {}));
  expect(at(2).task.url).toBeNull();
  at(2).told.onBegun("/uploads/2", "file-2");
  at(2).told.onArrived(5);
  at(2).told.onFailed(new ApiError(404, {}));
  expect(later.items[0]).toMatchObject({ state: "refused", reason: "over" });
  expect(begun).toHaveLength(3);
});

it("forgets where a file stood when it has arrived", () => {
  queueWith("a");
  at(0).told.onBegun("/uploads/1", "file-1");
  expect(localStorage).toHaveLength(1);
  at(0).told.onDone();
  expect(localStorage).toHaveLength(0);
});

it("asks for the code that the server wants and sends the file then", async () => {
  const asked = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
  onStepUp(asked);
  const queue = queueWith("a");
  at(0).told.onFailed(new ApiError(403, { code: "step_up_required" }));
  await settle();
  expect(begun).toHaveLength(2);
  at(1).told.onFailed(new ApiError(403, { code: "step_up_required" }));
  await settle();
  expect(queue.items[0]).toMatchObject({ state: "refused", reason: "forbidden" });
});

it("warns on leaving as long as something is on its way", () => {
  const isWarned = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const queue = queueWith("a");
  expect(isWarned()).toBe(true);
  queue.pause(id(queue));
  expect(isWarned()).toBe(false);
  queue.goOn(id(queue));
  at(-1).told.onDone();
  expect(isWarned()).toBe(false);
});

it("sends nothing more once it is closed: what waits was chosen for another client", () => {
  const queue = queueWith("a", "b", "c");
  queue.close();
  expect(begun.map(({ isStopped }) => isStopped)).toEqual([true, true]);
  window.dispatchEvent(new Event("online"));
  expect(begun).toHaveLength(2);
  expect(queue.items).toEqual([]);
});
