/** Keeps a draft in this browser while the server does not hold it: at once, and in fast typing every tenth of a second. */
import { useEffect, useMemo } from "react";
import { keptKey, keptKeys, keptStore, useSession } from "~/staff/features/session/index.ts";
import { dropOld, type KeptDraft, readKept, writeKept } from "./kept-draft.ts";

const WITHIN_MS = 100;

export type Keeper = {
  read: () => KeptDraft | null;
  keep: (kept: Omit<KeptDraft, "at">) => void;
  /** The server holds it. */
  forget: () => void;
  /** Writes at once what waits; false when this browser does not hold the newest. */
  flush: () => boolean;
};

function keeperOf(key: string): Keeper {
  const store = keptStore();
  let waiting: KeptDraft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHeld = true;
  let writtenAt = 0;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== null) {
      isHeld = writeKept(store, key, waiting);
      writtenAt = Date.now();
      waiting = null;
    }
    return isHeld;
  };
  return {
    read: () => readKept(store, key),
    keep: (kept) => {
      waiting = { ...kept, at: new Date().toISOString() };
      if (Date.now() - writtenAt >= WITHIN_MS) {
        flush();
      } else {
        timer ??= setTimeout(flush, WITHIN_MS);
      }
    },
    forget: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
      isHeld = true;
      store?.removeItem(key);
    },
    flush,
  };
}

export function useKeptDraft(documentId: string): Keeper {
  const session = useSession();
  const key = keptKey(session, documentId);
  const keeper = useMemo(() => keeperOf(key), [key]);
  useEffect(() => {
    const store = keptStore();
    dropOld(store, store === null ? [] : keptKeys(store));
    const onHide = () => void keeper.flush();
    addEventListener("pagehide", onHide);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      removeEventListener("pagehide", onHide);
      document.removeEventListener("visibilitychange", onHide);
      keeper.flush();
    };
  }, [keeper]);
  return keeper;
}
