/** What journeys do on the way to what they try: sign in, write a quote, look at a page. */
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import type { Demo, DemoBrand, DemoContact, OutboxMessage } from "./demo";
import type { Guard } from "./guard";
import { codeIn } from "./message";
import { exampleContent } from "./quote";
import { totpOf } from "./totp";

/** Who works at a brand: the owner in `demo.staff` for the first, else the owner named in `staff_roles`. */
export function ownerOf(demo: Demo, brand: DemoBrand): { email: string; password: string } {
  const owner = demo.staff_roles.find((staff) => staff.brand === brand.url && staff.role === "owner");
  if (owner === undefined) {
    throw new Error(`the demo names no owner of ${brand.url}`);
  }
  return owner;
}

/** Somebody of the first brand who is not its owner and signs in by a password alone. */
export function colleagueOf(demo: Demo): { email: string; password: string } {
  const found = demo.staff_roles.find(
    (each) => each.brand === demo.brands[0].url && each.role !== "owner" && each.totp_secret === null,
  );
  if (found === undefined) {
    throw new Error("the demo names no colleague at the first brand");
  }
  return found;
}

/** Signs staff in by the page; their home stands open afterwards. */
export async function signInStaff(page: Page, demo: Demo, guard: Guard, who = demo.staff as SignIn): Promise<void> {
  // The app asks who is signed in before it shows the form.
  guard.expect(/401 .*\/api\/admin\/session\)/);
  await page.goto(demo.staff.url);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
}

const STEP_MS = 30_000;
let spentStep = 0;

/** A code that this worker did not give yet: each works once, and the one of the next half minute counts already. */
async function freshCode(secret: string): Promise<string> {
  await expect(() => expect(Math.floor(Date.now() / STEP_MS) + 1).toBeGreaterThan(spentStep)).toPass({
    timeout: 2 * STEP_MS,
  });
  const now = Math.floor(Date.now() / STEP_MS);
  spentStep = Math.max(now, spentStep + 1);
  return totpOf(secret, spentStep - now);
}

/** Signs whoever runs the installation in, with its app; the providers stand open afterwards. */
export async function signInOperator(page: Page, demo: Demo, guard: Guard): Promise<void> {
  guard.expect(/401 .*\/api\/admin\/session\)/);
  await page.goto(demo.operator.url);
  await page.getByLabel("E-mail").fill(demo.operator.email);
  await page.getByRole("textbox", { name: "Password" }).fill(demo.operator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "One more step" })).toBeVisible();
  await page.getByLabel("Six-digit code").fill(await freshCode(demo.operator.totp_secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Providers" })).toBeVisible();
}

type SignIn = { email: string; password: string };

/** Calls the staff API with the session of a page, from its origin. */
export function callStaff<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      const answer = await fetch(`/api/admin/${path}`, { method, headers, ...sent });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      }
      return text === "" ? undefined : JSON.parse(text);
    },
    { method, path, body },
  );
}

export interface Person {
  clientId: string;
  clientName: string;
  contactId: string;
  name: string;
  email: string;
  phone: string;
}

let people = 0;

/** A client nobody invited yet, with one contact who may decide. `page` has a staff session. */
export async function makeClient(page: Page, name: string): Promise<Person> {
  people += 1;
  const number = `${process.pid}`.padStart(7, "0").slice(-5) + String(people).padStart(2, "0");
  const person = { name, email: `journey-${number}@example.com`, phone: `+4915${number}00` };
  // Journeys share a demo: their clients are told apart by the number.
  const clientName = `${name.split(" ")[1] ?? name} & Co ${number.slice(5)}`;
  const client = await callStaff<{ id: string }>(page, "POST", "clients", { name: clientName, language: "en" });
  const contact = await callStaff<{ id: string }>(page, "POST", "contacts", {
    client_id: client.id,
    role: "executive",
    language: "en",
    ...person,
  });
  return { clientId: client.id, clientName, contactId: contact.id, ...person };
}

let projects = 0;

/** A code for a project: no two share one, and journeys share a demo. */
export function newCode(): string {
  projects += 1;
  return `P-${process.pid}-${projects}`;
}

export interface PublishedQuote {
  id: string;
  number: string;
  title: string;
  path: string;
}

/** Publishes the example quote for a client. `page` has a staff session. */
export async function publishQuote(
  page: Page,
  clientId: string,
  title: string,
  content = exampleContent(),
): Promise<PublishedQuote> {
  const draft = await callStaff<{ id: string }>(page, "POST", "documents", {
    client_id: clientId,
    type: "quote",
    title,
    content,
  });
  const published = await callStaff<{ number: string; year: number; slug: string }>(
    page,
    "POST",
    `documents/${draft.id}/publication`,
    {},
  );
  return { id: draft.id, number: published.number, title, path: `/documents/${published.year}/${published.slug}` };
}

/** Makes a delivery link to hand over, which also invites the contact. `page` has a staff session. */
export async function deliverByCopy(page: Page, quote: PublishedQuote, person: Person): Promise<string> {
  const delivery = await callStaff<{ url: string }>(page, "POST", `documents/${quote.id}/delivery`, {
    contact_id: person.contactId,
    channel: "copy",
  });
  return delivery.url;
}

/** The fixture of the same name. */
type WaitForMessage = (to: string) => Promise<OutboxMessage>;

/** Asks for a code on an open delivery link, and enters it. The document stands open afterwards. */
export async function signInByDelivery(page: Page, url: string, message: WaitForMessage, to: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Six-digit code").fill(codeIn(await message(to)));
  await page.waitForURL(/\/documents\/\d{4}\//);
}

/** Signs a contact in by the brand's own sign-in page, on the way to a path. */
export async function signInContact(
  page: Page,
  brand: DemoBrand,
  contact: Pick<DemoContact, "email" | "phone">,
  message: WaitForMessage,
  path = "/portal",
): Promise<void> {
  await page.goto(brand.url + path);
  await expect(page).toHaveURL(/\/login\?/);
  const field = page.getByRole("textbox");
  const address = (await field.getAttribute("type")) === "tel" ? contact.phone : contact.email;
  await field.fill(address);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Six-digit code").fill(codeIn(await message(address)));
  await page.waitForURL(brand.url + path);
}

/** Light, then dark: nothing axe faults, nothing wider than the screen. Ends in light. */
export async function expectWell(
  page: Page,
  shot: (page: Page, name: string) => Promise<void>,
  name: string,
): Promise<void> {
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // The sign-in page asks the device once, when it opens.
    await page.evaluate((to) => document.documentElement.setAttribute("data-mantine-color-scheme", to), scheme);
    // Only colours differ in the dark.
    await (scheme === "dark" ? expectAccessible(page, ["color-contrast"]) : expectAccessible(page));
    await expectNoSideways(page);
    await shot(page, `${name}-${scheme}`);
  }
}

/** On a screen that is touched, everything that is pressed is 44 px high; boxes and links in a text aside. */
export async function expectThumbs(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const pressed = document.querySelectorAll<HTMLElement>(
      "button, select, textarea, a, input:not([type=checkbox], [type=radio])",
    );
    return [...pressed]
      .filter((each) => each.checkVisibility() && each.closest("p, label, [aria-hidden=true]") === null)
      .map((each) => ({ each, after: getComputedStyle(each, "::after"), box: each.getBoundingClientRect() }))
      .filter(({ after, box }) => box.width > 1 && box.height < 43.5 && after.position !== "absolute")
      .map(({ each, box }) => `${each.getAttribute("aria-label") ?? each.textContent}: ${box.height} px`);
  });
  expect(small, `too small for a thumb on ${page.url()}`).toEqual([]);
}

/** Fails when the page scrolls sideways, and goes on doing so: charts follow a new width a moment later. */
export async function expectNoSideways(page: Page): Promise<void> {
  await expect(async () => {
    const { content, screen } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }));
    expect(content, `width of ${page.url()} on a screen of ${screen}`).toBeLessThanOrEqual(screen);
  }).toPass({ timeout: 5_000, intervals: [100] });
}

/** Goes to the settings by the staff's navigation, which a phone has in a drawer. */
export async function openSettings(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Open the menu" });
  if (await menu.isVisible()) {
    await menu.click();
  }
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings", exact: true }).click();
}
