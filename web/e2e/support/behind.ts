/** The main job behind a real proxy: the same journey for each proxy and each way of proxying. */
import type { Page } from "@playwright/test";
import { callStaff, deliverByCopy, makeClient, ownerOf, publishQuote, signInByDelivery, signInStaff } from "./acts";
import { expect, test } from "./portico";
import { type Mode, OTHER_PAGE, type ProxyKind, startProxy } from "./proxy";
import { CHOSEN } from "./quote";
import { send } from "./raw";

/** The demo's brand that has a host of its own, and the one that lives under a path. */
const BRAND: Record<Mode, number> = { host: 1, path: 2, "path-stripped": 2 };

/** Defines the journeys behind a proxy. The file that calls this sets `behind` to the scheme the proxy speaks. */
export function journeysBehind(proxy: ProxyKind, scheme: "http" | "https"): void {
  test.skip(({ isMobile }) => isMobile, "the proxy knows no phones");

  for (const mode of ["path", "path-stripped", "host"] as const) {
    test(`${proxy}, ${mode}: from the delivery link to the confirmed page`, async ({
      page,
      context,
      demo,
      brand,
      guard,
      message,
    }) => {
      test.setTimeout(120_000);
      const own = brand(BRAND[mode]);
      const { origin, pathname } = new URL(own.url);
      const prefix = pathname === "/" ? "" : pathname;
      const stop = await startProxy(proxy, mode, demo, own.url);
      try {
        const office = await context.newPage();
        await signInStaff(office, demo, guard, ownerOf(demo, own));
        const person = await makeClient(office, "Mara Lindgren");
        const quote = await publishQuote(office, person.clientId, `Wedding at the lake, ${mode}`);
        const link = await deliverByCopy(office, quote, person);
        expect(link.startsWith(`${own.url}${quote.path}#`), link).toBe(true);
        await office.goto(`${demo.staff.url}/inbox`);
        await expect(office.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

        if (prefix !== "") {
          await page.goto(origin);
          await expect(page.getByText(OTHER_PAGE)).toBeVisible();
        }
        const asked: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.bringToFront();
        await signInByDelivery(page, link, message, person.email);
        await expect(page).toHaveURL(own.url + quote.path);
        await expect(page.locator("base")).toHaveAttribute("href", `${prefix}/`);
        await expectCookie(page, own.url, prefix, scheme);

        await acceptQuote(page);
        await page.waitForURL(`${own.url}${quote.path}/confirmed`);
        await expect(page.getByRole("heading", { level: 1, name: "Thank you, Mara" })).toBeVisible();
        await page.reload();
        await expect(page.getByText(CHOSEN.deposit).first()).toBeVisible();
        await expect(office.getByRole("link", { name: quote.title })).toBeVisible({ timeout: 5_000 });

        await walkNavigation(page, own.url);
        // The stream of events comes through too: what is published now shows without a reload.
        await expect(page.getByRole("heading", { level: 2, name: "Waiting for you" })).toBeVisible();
        const second = await publishQuote(office, person.clientId, `Album and prints, ${mode}`);
        await expect(page.getByRole("link", { name: second.title }).first()).toBeVisible({ timeout: 5_000 });

        const outside = asked.filter((url) => url.startsWith("http") && !url.startsWith(`${own.url}/`));
        expect(outside, "requests outside the brand").toEqual([]);
        expect(asked.some((url) => url.includes("/api/client/events"))).toBe(true);
        expect(asked.some((url) => url.includes("/client/assets/"))).toBe(true);

        await context.clearCookies({ domain: new URL(own.url).hostname });
        await page.goto(own.url);
        await expect(page).toHaveURL(`${own.url}/login?to=%2Fportal`);
        await expectForgeriesUnheard(office, own.url);
        // A stream that is cut off would be a fault in the console.
        await office.goto("about:blank");
        await page.goto("about:blank");
      } finally {
        await stop();
      }
    });
  }

  test("forwarded headers count from the proxy's address, and from no other", async ({ demo, brand }) => {
    const own = brand(2);
    const { host, origin } = new URL(own.url);
    const asks = (from: string, headers: Record<string, string>, path: string) =>
      send(`${origin}${path}`, { from, headers, address: demo.address });
    const hosted = { host: "evil.example", "x-forwarded-host": host };
    const stripped = { "x-forwarded-prefix": "/clients" };
    const portal = "/api/client/portal";
    expect((await asks("127.0.0.1", hosted, `/clients${portal}`)).status).toBe(200);
    expect((await asks("127.0.0.2", hosted, `/clients${portal}`)).status).toBe(421);
    expect((await asks("127.0.0.1", stripped, portal)).status).toBe(200);
    expect((await asks("127.0.0.2", stripped, portal)).status).toBe(404);
  });
}

async function acceptQuote(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Complete" }).check();
  await page.getByRole("checkbox", { name: "Drone footage" }).check();
  await page.getByRole("checkbox", { name: "Album" }).check();
  await expect(page.getByText(CHOSEN.total).filter({ visible: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
  const accept = page.getByRole("dialog", { name: "Accept this quote?" });
  await accept.getByRole("radio", { name: /Deposit/ }).check();
  await accept.getByRole("button", { name: `Accept for ${CHOSEN.total}` }).click();
}

/** Each entry leads under the brand's address, by click and by its own address alone. Ends at home. */
async function walkNavigation(page: Page, url: string): Promise<void> {
  const menu = page.getByRole("navigation", { name: "Main" });
  for (const [name, path] of [
    ["Documents", "/portal/documents"],
    ["History", "/portal/history"],
    ["Settings", "/portal/settings"],
    ["Home", "/portal"],
  ] as const) {
    await menu.getByRole("link", { name }).click();
    await expect(page).toHaveURL(url + path);
    await expect(menu.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
  }
  await page.reload();
  await expect(page).toHaveURL(`${url}/portal`);
}

/** The session's cookie is for the brand alone, by name and by path (P4). */
async function expectCookie(page: Page, url: string, prefix: string, scheme: "http" | "https"): Promise<void> {
  const shield = scheme === "http" ? "" : prefix === "" ? "__Host-" : "__Secure-";
  const found = (await page.context().cookies(url)).filter(({ name }) => name === `${shield}portico`);
  const path = prefix === "" ? "/" : prefix;
  expect(found).toEqual([
    expect.objectContaining({ path, httpOnly: true, secure: scheme === "https", sameSite: "Lax" }),
  ]);
  if (prefix !== "") {
    const outside = await page.context().cookies(new URL(url).origin);
    expect(outside.map(({ name }) => name)).not.toContain(`${shield}portico`);
  }
}

/** What somebody outside says of hosts, prefixes and addresses goes no further than the proxy. */
async function expectForgeriesUnheard(office: Page, url: string): Promise<void> {
  const headers = {
    "x-forwarded-host": "studio.localhost",
    "x-forwarded-prefix": "/elsewhere",
    "x-forwarded-for": "198.51.100.7",
    origin: new URL(url).origin,
  };
  const portal = await send(`${url}/api/client/portal`, { headers });
  expect(portal.status, portal.text).toBe(200);
  const plain = await send(`${url}/api/client/portal`, {});
  expect(portal.text).toBe(plain.text);
  const body = { email: "nobody@example.com" };
  const asked = await send(`${url}/api/client/sign-in`, { method: "POST", headers, body });
  expect(asked.status, asked.text).toBe(202);
  const { items } = await callStaff<{ items: { ip: string | null }[] }>(
    office,
    "GET",
    "audit?act=sign_in_asked&limit=1",
  );
  expect(items[0]?.ip).toBe("127.0.0.1");
}
