/**
 * Where uploads stand that were not finished, so that they go on when the same file is chosen again after a reload. Kept
 * in this browser; an upload lives for three days on the server, and whoever is not its owner gets nothing of it.
 */
import type { Metadata } from "./upload-item.ts";

export type Kept = { url: string; fileId: string | undefined };

const PREFIX = "portico:upload:";

/** The same for the same file brought to the same place. */
export function fingerprintOf(file: File, endpoint: string, metadata: Metadata): string {
  const place = Object.entries(metadata)
    .filter(([key]) => key !== "note")
    .sort(([one], [other]) => one.localeCompare(other));
  const address = new URL(endpoint, document.baseURI).href;
  return PREFIX + JSON.stringify([address, file.name, file.size, file.lastModified, place]);
}

export function keptAt(fingerprint: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(fingerprint) ?? "null") as Partial<Kept> | null;
    return typeof kept?.url === "string" ? { url: kept.url, fileId: kept.fileId } : undefined;
  } catch {
    return undefined;
  }
}

export function keep(fingerprint: string, kept: Kept): void {
  try {
    localStorage.setItem(fingerprint, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the upload goes on as long as the page is open.
  }
}

export function forget(fingerprint: string): void {
  try {
    localStorage.removeItem(fingerprint);
  } catch {
    // Nothing is kept there.
  }
}
