/**
 * Live changes: one stream per browser, held by one tab and told to the others. While the stream is cut the holder
 * asks everybody to fetch again every 15 seconds, until it can stream again (J15).
 */
import { useEffect } from "react";
import { type LiveEvent, readEvents } from "./event-reader.ts";

const SILENCE_MS = 20_000;
const POLL_MS = 15_000;
/**
 * A stream that was closed is tried again soon: the session may have been revoked, or the server restarted. One that is
 * closed a second time before it has lived waits like any other.
 */
const SOON_MS = 1_000;
const LIVED_MS = 3_000;

/** What is announced: an event, or that anything may have changed. */
export type Change = LiveEvent | "anything";
type Listener = (change: Change) => void;

const wait = (ms: number, stop: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** `wasHeld`: another tab held the stream before, and what happened in between is unknown. */
async function hold(path: string, stop: AbortSignal, announce: Listener, wasHeld: boolean): Promise<void> {
  let wasCut = wasHeld;
  let wasHurried = false;
  while (!stop.aborted) {
    let openedAt = Number.POSITIVE_INFINITY;
    const onOpen = () => {
      openedAt = Date.now();
      // What happened while the stream was away is unknown.
      if (wasCut) {
        announce("anything");
      }
    };
    const end = await readEvents(path, SILENCE_MS, stop, onOpen, announce);
    if (end === "refused") {
      announce({ kind: "session", id: "" });
      return;
    }
    wasCut = true;
    const wasOpen = end === "closed" && Number.isFinite(openedAt);
    const hadLived = wasOpen && Date.now() - openedAt > LIVED_MS;
    const hurries: boolean = hadLived || (wasOpen && !wasHurried);
    wasHurried = hurries && !hadLived;
    await wait(hurries ? SOON_MS : POLL_MS, stop);
    if (!stop.aborted && !hurries) {
      announce("anything");
    }
  }
}

/** Holds the lock as soon as no other tab does, and says whether one did. */
async function take(name: string, stop: AbortSignal, whileHeld: (wasHeld: boolean) => Promise<void>): Promise<void> {
  const isFree = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null && !stop.aborted) {
      await whileHeld(false);
    }
    return lock !== null;
  });
  if (!isFree && !stop.aborted) {
    await navigator.locks.request(name, { signal: stop }, () => whileHeld(true));
  }
}

/** Listens to the stream at `path` until the answered function is called. */
export function listen(path: string, listener: Listener): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(`portico:${new URL(path, document.baseURI).pathname}`);
  channel.onmessage = (message) => listener(message.data as Change);
  const announce: Listener = (change) => {
    if (!stop.signal.aborted) {
      listener(change);
      channel.postMessage(change);
    }
  };
  const name = channel.name;
  // Locks exist on secure origins only; without them each tab holds a stream of its own.
  if (navigator.locks === undefined) {
    void hold(path, stop.signal, announce, false);
  } else {
    take(name, stop.signal, (wasHeld) => hold(path, stop.signal, announce, wasHeld)).catch(() => {});
  }
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Listens while the calling component is shown. `listener` must keep its identity. */
export function useLive(path: string, listener: Listener): void {
  useEffect(() => listen(path, listener), [path, listener]);
}
