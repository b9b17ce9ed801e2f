// @vitest-environment node
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { precompress } from "./precompress";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portico-precompress-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("writes a brotli copy of text files in every folder, and of nothing else", async () => {
  await mkdir(join(folder, "client", "assets"), { recursive: true });
  await writeFile(join(folder, "client", "assets", "main.js"), "let a = 1;\n".repeat(100));
  await writeFile(join(folder, "logo.png"), "not text");

  expect(await precompress(folder)).toBe(1);

  const copy = await readFile(join(folder, "client", "assets", "main.js.br"));
  expect(brotliDecompressSync(copy).toString()).toBe("let a = 1;\n".repeat(100));
  expect(existsSync(join(folder, "logo.png.br"))).toBe(false);
});
