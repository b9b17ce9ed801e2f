/** What the sign-in page costs a phone, and that a client's browser never holds the staff app. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { signInContact } from "./support/acts";
import { expect, test } from "./support/portico";

const LIMIT = 100 * 1024;
const DIST = join(import.meta.dirname, "..", "dist");

test("the sign-in page comes with less than 100 KB besides the font", async ({ page, context, brand }, info) => {
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const urls = new Map<string, string>();
  const encodings = new Map<string, string>();
  const bytes = new Map<string, number>();
  network.on("Network.responseReceived", ({ requestId, response }) => {
    urls.set(requestId, response.url);
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === "content-encoding");
    encodings.set(response.url, encoding?.[1] ?? "none");
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes.set(urls.get(requestId) ?? requestId, encodedDataLength);
  });
  await page.goto(`${brand(0).url}/login`, { waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: "Send me a code" })).toBeVisible();
  const counted = [...bytes].filter(([url]) => !url.endsWith(".woff2"));
  expect(counted.length).toBeGreaterThan(2);
  for (const [url] of counted.filter(([url]) => /\.(js|css)$/.test(url))) {
    expect(encodings.get(url), url).toBe("br");
  }
  const total = counted.reduce((sum, [, size]) => sum + size, 0);
  info.annotations.push({ type: "bytes", description: String(total) });
  expect(total, JSON.stringify(counted)).toBeLessThan(LIMIT);
});

test("no staff code is in the client's files, and none is loaded by its pages", async ({ page, brand, message }) => {
  // Words that only the staff app has; that they are in its files shows that looking for them means something.
  const marks = ["api/admin", "For the people of this business", "payment-methods"];
  for (const mark of marks) {
    expect(textOf("staff"), mark).toContain(mark);
    expect(textOf("client"), mark).not.toContain(mark);
    expect(textOf("sign-in"), mark).not.toContain(mark);
  }
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
  await signInContact(page, brand(0), brand(0).contacts[0], message);
  await page.goto(brand(0).url + brand(0).quote_path, { waitUntil: "load" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(loaded.filter((path) => path.startsWith("/client/assets/"))).not.toEqual([]);
  expect(loaded.filter((path) => path.startsWith("/staff/"))).toEqual([]);
});

/** All scripts, styles and pages of one of the three builds. */
function textOf(app: "client" | "sign-in" | "staff"): string {
  return readdirSync(join(DIST, app), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(js|css|html)$/.test(file))
    .map((file) => readFileSync(join(DIST, app, file), "utf8"))
    .join("\n");
}
