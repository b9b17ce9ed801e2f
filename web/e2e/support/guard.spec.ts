/** The watch itself is watched: a guard that overlooks a fault would let every journey pass. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { Guard, isForeign } from "./guard";

const POLICY = "default-src 'none'; script-src 'self'; connect-src *; img-src *";
const PAGES: Record<string, [string, string]> = {
  "/": ["text/html", "<!doctype html><html lang=en><title>Calm</title><main><h1>Calm</h1></main>"],
  "/faint": [
    "text/html",
    '<!doctype html><html lang=en><title>Faint</title><main><h1>Faint</h1><img src="/dot.svg"></main>',
  ],
  "/inline": ["text/html", "<!doctype html><html lang=en><title>Inline</title><script>document.title = 1</script>"],
  "/throws": ["text/html", '<!doctype html><html lang=en><title>Throws</title><script src="/throws.js"></script>'],
  "/throws.js": ["text/javascript", "throw new Error('broken on purpose');"],
  "/foreign": ["text/html", '<!doctype html><html lang=en><title>Foreign</title><img src="http://example.com/a.png">'],
  "/dot.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  "/favicon.ico": ["image/x-icon", ""],
};

let server: Server;
let origin = "";

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const [type, body] = PAGES[request.url ?? ""] ?? ["text/plain", "not found"];
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://guard.localhost:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

test("a calm page has no faults", async ({ page, context }) => {
  const guard = new Guard();
  await guard.watch(context);
  await page.goto(origin);
  await expectAccessible(page);
  expect(guard.faults()).toEqual([]);
});

for (const [path, fault] of [
  ["/inline", "Content Security Policy"],
  ["/throws", "broken on purpose"],
  ["/foreign", "request to a foreign address: http://example.com/a.png"],
] as const) {
  test(`a fault is seen: ${path}`, async ({ page, context }) => {
    const guard = new Guard();
    await guard.watch(context);
    await page.goto(origin + path);
    await expect(() => expect(guard.faults().join("\n")).toContain(fault)).toPass({ timeout: 5_000 });
    guard.expect(/./);
    expect(guard.faults()).toEqual([]);
  });
}

test("a picture without words fails the accessibility check", async ({ page }) => {
  await page.goto(`${origin}/faint`);
  await expect(expectAccessible(page)).rejects.toThrow("image-alt");
});

test("addresses of this machine are not foreign", () => {
  expect(isForeign(new URL("http://studio.localhost:3060/portal"))).toBe(false);
  expect(isForeign(new URL("http://127.0.0.1:3060/"))).toBe(false);
  expect(isForeign(new URL("blob:http://studio.localhost/1"))).toBe(false);
  expect(isForeign(new URL("https://fonts.example/inter.woff2"))).toBe(true);
  expect(isForeign(new URL("http://localhost.example/"))).toBe(true);
});
