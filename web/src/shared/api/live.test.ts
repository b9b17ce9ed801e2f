import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readEvents } from "./event-reader.ts";
import { type Change, listen } from "./live.ts";

vi.mock("./event-reader.ts");
const read = vi.mocked(readEvents);

beforeEach(() => {
  // As on an origin that is not secure: the locks of the test's own world do not heed its clock.
  vi.stubGlobal("navigator", {});
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  read.mockReset();
  read.mockImplementation(async (_path, _silence, _stop, onOpen) => {
    onOpen();
    return "closed";
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tries a closed stream again within a second, and waits when it is closed at once again", async () => {
  const stop = listen("api/client/events", () => {});
  await vi.advanceTimersByTimeAsync(1_500);
  expect(read).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(read).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(read.mock.calls.length).toBeGreaterThan(2);
  stop();
});

it("says so when there is no session any more, and asks no further", async () => {
  read.mockResolvedValue("refused");
  const heard: Change[] = [];
  const stop = listen("api/client/events", (change) => heard.push(change));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual([{ kind: "session", id: "" }]);
  expect(read).toHaveBeenCalledTimes(1);
  stop();
});
