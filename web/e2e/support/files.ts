/** Files in journeys: bytes to bring, choosing and dropping them, and what staff bring by the API. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { expect, type Page } from "@playwright/test";
import { callStaff } from "./acts";

export interface Bytes {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A PDF by its first bytes; no two of another seed are alike. */
export function pdfOf(name: string, size: number, seed: number): Bytes {
  const buffer = Buffer.alloc(size, seed);
  buffer.write("%PDF-1.7\n");
  for (let at = 64; at + 4 <= size; at += 4096) {
    buffer.writeUInt32LE(at + seed, at);
  }
  return { name, mimeType: "application/pdf", buffer };
}

export const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The same of a file on the disk, however large. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Chooses files by the device's chooser, which a button opens. */
export async function choose(page: Page, button: string, files: Bytes[] | string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).first().click();
  await (await chooser).setFiles(files);
}

/** Drags a file over the page and lets it go there. */
export async function drop(page: Page, { name, mimeType, buffer }: Bytes): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, mimeType, base64 }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
      return data;
    },
    { name, mimeType, base64: buffer.toString("base64") },
  );
  const heading = page.getByRole("heading", { level: 1 });
  await heading.dispatchEvent("dragenter", { dataTransfer: data });
  await expect(page.getByText("Drop the files to upload them")).toBeVisible();
  await heading.dispatchEvent("dragover", { dataTransfer: data });
  await heading.dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByText("Drop the files to upload them")).toBeHidden();
}

/** The SHA-256 of what a button downloads. */
export async function download(page: Page, button: string): Promise<string> {
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  return hashOfFile(await (await saved).path());
}

/** What staff say of a file: `client_id`, `project_id`, `folder`, `note`. */
export type Said = Record<string, string>;

/** Brings a small file as staff and waits until it was checked. `page` has a staff session. */
export async function bringAsStaff(page: Page, { name, buffer }: Bytes, said: Said): Promise<string> {
  const fileId = await page.evaluate(
    async ({ said, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const inBase64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
      const metadata = Object.entries(said).map(([key, text]) => `${key} ${inBase64(text)}`);
      const tus = { "tus-resumable": "1.0.0" };
      const begun = await fetch("/api/admin/uploads", {
        method: "POST",
        headers: { ...tus, "upload-length": String(bytes.length), "upload-metadata": metadata.join(",") },
      });
      if (!begun.ok) {
        throw new Error(`POST uploads: ${begun.status} ${await begun.text()}`);
      }
      const sent = await fetch(begun.headers.get("location") ?? "", {
        method: "PATCH",
        headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
        body: bytes,
      });
      if (!sent.ok) {
        throw new Error(`PATCH uploads: ${sent.status} ${await sent.text()}`);
      }
      return ((await begun.json()) as { file_id: string }).file_id;
    },
    { said: { filename: name, ...said }, base64: buffer.toString("base64") },
  );
  await expect(async () => {
    const file = await callStaff<{ version: number | null }>(page, "GET", `files/${fileId}`);
    expect(file.version).toBe(1);
  }).toPass({ timeout: 30_000, intervals: [100, 250] });
  return fileId;
}

/** The same, and shows it to the client. */
export async function publishFile(page: Page, bytes: Bytes, said: Said): Promise<string> {
  const fileId = await bringAsStaff(page, bytes, said);
  await callStaff(page, "POST", `files/${fileId}/publication`, {});
  return fileId;
}
