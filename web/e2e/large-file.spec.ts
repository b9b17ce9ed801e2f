/**
 * A large file arrives whole: the connection breaks three times and the program is killed in the middle, while its memory
 * stays flat. 200 MiB, or as many bytes as PORTICO_LARGE_BYTES says.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Page } from "@playwright/test";
import { signInContact } from "./support/acts";
import { choose, download, hashOfFile } from "./support/files";
import { expect, newMessages, test } from "./support/portico";
import { startDemo } from "./support/server";

const MEBIBYTE = 1024 * 1024;
const BYTES = Number(process.env.PORTICO_LARGE_BYTES ?? 200 * MEBIBYTE);
/** What the program may need more than before, at its height: a few parts on their way, and no file. */
const ROOM = 64 * MEBIBYTE;

/** Bytes that tell where they are from. */
function* content(): Generator<Buffer> {
  for (let at = 0; at < BYTES; at += MEBIBYTE) {
    const piece = Buffer.alloc(Math.min(MEBIBYTE, BYTES - at), at / MEBIBYTE);
    piece.write(`${at}\n`);
    yield piece;
  }
}

/** A figure of a process's memory, in bytes: `VmRSS` now, `VmHWM` at its height. */
async function memory(pid: number, figure: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const line = new RegExp(`^${figure}:\\s+(\\d+) kB$`, "m").exec(status);
  return Number(line?.[1]) * 1024;
}

/** Waits until a part is sent that begins behind this share of the file. */
const partBehind = (page: Page, share: number) =>
  page.waitForRequest(
    (request) => request.method() === "PATCH" && Number(request.headers()["upload-offset"]) >= share * BYTES,
    { timeout: 0 },
  );

test("a large file arrives whole through three cuts and a killed program, in flat memory", async ({
  page,
  context,
  guard,
}, info) => {
  test.skip(info.project.name === "phone", "the program is the same");
  test.setTimeout(240_000 + BYTES / 2_000);
  guard.expect(/net::ERR_/);
  // The part that was cut may just be put on the disk when the next one is sent.
  guard.expect(/status of (409|423|503) /);
  const running = await startDemo(null);
  const folder = await mkdtemp(join(tmpdir(), "portico-large-"));
  try {
    const brand = running.demo.brands[0];
    const path = join(folder, "Film.bin");
    await pipeline(Readable.from(content()), createWriteStream(path));
    // Of a demo that was just made reminders go out too.
    const message = await newMessages(running.demo, /(?<!\d)\d{6}(?!\d)/);
    await signInContact(page, brand, brand.contacts[0], message);
    // What making the demo's data took stays in the height of the process that made it.
    await running.killAndRestart();
    await page.goto(`${brand.url}/portal/documents/files`);

    const before = await memory(running.pid(), "VmRSS");
    const parts = [0.15, 0.3, 0.45, 0.6].map((share) => partBehind(page, share));
    await choose(page, "Upload files", path);
    const upload = page.getByRole("list", { name: "Uploads" }).getByRole("listitem").filter({ hasText: "Film.bin" });
    for (const part of parts.slice(0, 3)) {
      await part;
      await context.setOffline(true);
      await expect(upload).toContainText("No connection");
      await context.setOffline(false);
    }
    await parts[3];
    const first = (await memory(running.pid(), "VmHWM")) - before;
    await running.killAndRestart();
    const restarted = await memory(running.pid(), "VmRSS");
    await expect(upload).toContainText("Arrived and checked.", { timeout: 120_000 + BYTES / 2_000 });

    expect(await download(page, "Download Film.bin")).toBe(await hashOfFile(path));
    const second = (await memory(running.pid(), "VmHWM")) - restarted;
    for (const grown of [first, second]) {
      expect(grown / MEBIBYTE, "MiB at the height").toBeLessThan(ROOM / MEBIBYTE);
    }
  } finally {
    await running.stop();
    await rm(folder, { recursive: true });
  }
});
