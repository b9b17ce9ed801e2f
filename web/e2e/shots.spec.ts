/**
 * A picture of every page in every state, to be looked at: `PORTICO_SHOTS=1 npx playwright test shots`. They lie in
 * `test-results/shots`. Nothing is asserted here that a journey does not assert.
 */
import type { Page } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  makeClient,
  type Person,
  type PublishedQuote,
  publishQuote,
  signInByDelivery,
  signInContact,
  signInStaff,
} from "./support/acts";
import { pngOf } from "./support/png";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

const BRANDS = { blue: "#1e2a78", middle: "#0f766e", yellow: "#f5c400" };
type Shot = (page: Page, name: string) => Promise<void>;

test.skip(process.env.PORTICO_SHOTS !== "1", "made on demand");
test.describe.configure({ timeout: 420_000 });

/** One picture in the light, one in the dark. */
async function both(page: Page, shot: Shot, name: string): Promise<void> {
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate((to) => document.documentElement.setAttribute("data-mantine-color-scheme", to), scheme);
    await page.waitForTimeout(250);
    await shot(page, `${name}-${scheme}`);
  }
}

/** Goes to a page while what it asks for stays on its way, then fails. */
async function stalled(page: Page, shot: Shot, url: string, api: string, name: string): Promise<void> {
  const waiting = `**/api/${api}`;
  await page.route(waiting, () => undefined);
  await page.goto(url);
  await page.waitForTimeout(400);
  await both(page, shot, `${name}-loading`);
  await page.unroute(waiting);
  await page.route(waiting, (route) =>
    route.fulfill({ status: 500, json: { title: "Broken", request_id: "7f3a91c2" } }),
  );
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await both(page, shot, `${name}-error`);
  await page.unroute(waiting);
}

const settled = async (page: Page) => {
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
};

for (const [brandName, colour] of Object.entries(BRANDS)) {
  test(`the client's pages, ${brandName}`, async ({ page, context, brand, demo, guard, message, shot }) => {
    guard.expect(/4\d\d|5\d\d/);
    const office = await context.newPage();
    await signInStaff(office, demo, guard);
    await callStaff(office, "PATCH", "branding", { colour });
    const person = await makeClient(office, "Mara Lindgren");
    const quote = await publishQuote(office, person.clientId, "Wedding at the lake");
    const link = await deliverByCopy(office, quote, person);
    const own = brand(0);
    const see = (name: string) => both(page, shot, `client-${brandName}-${name}`);
    await page.bringToFront();
    await page.goto(`${own.url}/login`);
    await see("login");
    await page.getByRole("textbox").fill("nobody");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await see("login-invalid");
    for (const name of ["privacy", "imprint"]) {
      await page.goto(`${own.url}/${name}`);
      await settled(page);
      await see(name);
    }
    await page.goto(link);
    await expect(page.getByRole("button", { name: "Send me a code" })).toBeVisible();
    await see("delivery");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByLabel("Six-digit code")).toBeVisible();
    await see("code");
    await message(person.phone);
    await signInByDelivery(page, link, message, person.phone);
    await settled(page);
    await see("quote");
    await page.getByRole("radio", { name: "Complete" }).check();
    await page.getByRole("checkbox", { name: "Album" }).check();
    await page.waitForTimeout(600);
    await see("quote-chosen");
    await page.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
    await expect(page.getByRole("dialog", { name: "Accept this quote?" })).toBeVisible();
    await see("accept");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Decline" }).filter({ visible: true }).last().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await see("decline");
    await page.keyboard.press("Escape");
    await page.goto(`${own.url}/portal`);
    await settled(page);
    await see("home-one");
    await page.goto(own.url + quote.path);
    await page.getByRole("radio", { name: "Complete" }).check();
    await page.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
    const accept = page.getByRole("dialog", { name: "Accept this quote?" });
    await accept.getByRole("radio", { name: /Deposit/ }).check();
    await accept.getByRole("button", { name: /^Accept for/ }).click();
    await page.waitForURL(`**${quote.path}/confirmed`);
    await settled(page);
    await see("confirmed");
    await page.getByRole("link", { name: "Receipt" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
    await see("receipt");
    await page.goto(`${own.url}/portal/history`);
    await settled(page);
    await see("history-one");
    await page.goto(`${own.url + quote.path}/confirmed`);
    await settled(page);
    if (brandName === "middle") {
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      await shot(page, "client-middle-confirmed-print");
      await page.emulateMedia({ media: "screen" });
      await statesOfClient(page, shot, own.url, quote);
    }
    await context.clearCookies();
    await signInStaff(office, demo, guard);
    await page.bringToFront();
    await signInContact(page, own, own.contacts[0], message);
    await settled(page);
    await see("home");
    for (const [name, path] of [
      ["documents", "/portal/documents"],
      ["files", "/portal/documents/files"],
      ["history", "/portal/history"],
      ["projects", "/portal/projects"],
      ["documents-none", "/portal/documents?q=nothing-of-this-name"],
      ["settings", "/portal/settings"],
      ["people", "/portal/people"],
      ["demo-quote", own.quote_path],
    ] as const) {
      await page.goto(own.url + path);
      await settled(page);
      await see(name);
    }
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await shot(page, `client-${brandName}-quote-print`);
    await page.emulateMedia({ media: "screen" });
    await dialogsOfClient(page, see, own.url);
  });
}

/** What a contact opens over its own pages. */
async function dialogsOfClient(page: Page, see: (name: string) => Promise<void>, url: string): Promise<void> {
  await page.goto(`${url}/portal/people`);
  await settled(page);
  await page.getByRole("button", { name: "Invite a colleague" }).click();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await see("invite-colleague");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /^More for/ })
    .first()
    .click();
  await see("colleague-menu");
  await page.getByRole("menuitem").first().click();
  await see("colleague");
  await page.keyboard.press("Escape");
  await page.goto(`${url}/portal/settings`);
  await settled(page);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await see("factor-setup");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await see("account-menu");
  await page.keyboard.press("Escape");
}

async function statesOfClient(page: Page, shot: Shot, url: string, quote: PublishedQuote): Promise<void> {
  await page.goto(`${url}/portal/nowhere`);
  await settled(page);
  await both(page, shot, "client-missing");
  await page.goto(`${url}/documents/2026/nowhere`);
  await settled(page);
  await both(page, shot, "client-no-document");
  await stalled(page, shot, `${url}/portal`, "client/action-items**", "client-home");
  await stalled(page, shot, `${url}/portal/documents`, "client/documents**", "client-documents");
  await stalled(page, shot, `${url}/portal/documents/files`, "client/files**", "client-files");
  await stalled(page, shot, url + quote.path, "client/documents/**", "client-quote");
  const empty = { items: [], next_cursor: null };
  await page.route("**/api/client/{action-items,decisions,documents}?**", (route) => route.fulfill({ json: empty }));
  await page.route("**/api/client/{action-items,decisions,documents}", (route) => route.fulfill({ json: empty }));
  for (const [name, path] of [
    ["home", "/portal"],
    ["documents", "/portal/documents"],
    ["history", "/portal/history"],
  ] as const) {
    await page.goto(url + path);
    await settled(page);
    await both(page, shot, `client-${name}-empty`);
  }
  await page.unrouteAll();
}

test("the staff's pages", async ({ page, demo, guard, shot }) => {
  guard.expect(/4\d\d|5\d\d/);
  const see = (name: string) => both(page, shot, `staff-${name}`);
  await page.goto(demo.staff.url);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await see("sign-in");
  for (const [name, path] of [
    ["forgotten", "/forgotten"],
    ["reset", "/reset#no-such-link"],
    ["invitation", "/invitation#no-such-link"],
  ] as const) {
    await page.goto(demo.staff.url + path);
    await settled(page);
    await see(name);
  }
  await signInStaff(page, demo, guard);
  for (const [name, path] of [
    ["home", "/home"],
    ["waiting", "/waiting"],
    ["inbox", "/inbox"],
    ["quotes", "/quotes"],
    ["quotes-none", "/quotes?q=nothing-of-this-name"],
    ["new-quote", "/quotes/new"],
    ["projects", "/projects"],
    ["files", "/files"],
    ["clients", "/clients"],
    ["settings", "/settings"],
    ["document-types", "/settings/document-types"],
    ["approval", "/settings/approval"],
    ["reminders", "/settings/reminders"],
    ["methods", "/payment-methods"],
    ["audit", "/audit"],
    ["outgoing", "/outgoing"],
    ["branding", "/branding"],
    ["team", "/team"],
    ["addresses", "/addresses"],
    ["legal", "/legal-pages"],
    ["sign-in-settings", "/settings/sign-in"],
    ["orgs", "/orgs"],
    ["keys", "/api-keys"],
    ["account", "/account"],
    ["missing", "/nowhere"],
  ] as const) {
    await page.goto(demo.staff.url + path);
    await settled(page);
    await see(name);
  }
  const person = await makeClient(page, "Ines Okafor");
  const quote = await publishQuote(page, person.clientId, "Wedding at the lake");
  await teamDialogs(page, see, demo.staff.url);
  await staffDialogs(page, see, demo.staff.url, person, quote);
  await staffStates(page, shot, demo.staff.url);
  if ((page.viewportSize()?.width ?? 0) < 600) {
    await page.goto(`${demo.staff.url}/inbox`);
    await page.getByRole("button", { name: "Open the menu" }).click();
    await see("drawer");
  }
});

async function teamDialogs(page: Page, see: (name: string) => Promise<void>, url: string): Promise<void> {
  await page.goto(`${url}/team`);
  await settled(page);
  await page.getByRole("button", { name: "Invite" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^(Send|Invite)/ })
    .click();
  await see("hire-invalid");
  await page.keyboard.press("Escape");
  await page.goto(`${url}/inbox`);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await see("account-menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await see("keys-help");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Search for a page/ }).fill("a");
  await expect(page.getByRole("option").first()).toBeVisible();
  await see("palette");
  await page.keyboard.press("Escape");
}

async function staffDialogs(
  page: Page,
  see: (name: string) => Promise<void>,
  url: string,
  person: Person,
  quote: PublishedQuote,
): Promise<void> {
  await page.goto(`${url}/clients/${person.clientId}`);
  await settled(page);
  await see("client");
  await page.getByRole("link", { name: "All settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Client settings" })).toBeVisible();
  await settled(page);
  await see("client-settings");
  await page.goto(`${url}/clients/${person.clientId}`);
  await settled(page);
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add contact" }).click();
  await see("add-contact-invalid");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Invite ${person.name}` }).click();
  await see("invite");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /role and permissions/ }).click();
  await see("permissions");
  await page.keyboard.press("Escape");
  await page.goto(`${url}/quotes/${quote.id}`);
  await settled(page);
  await see("published");
  await page.getByRole("button", { name: "Deliver" }).click();
  await see("deliver");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await see("document-menu");
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  await see("withdraw");
  await page.keyboard.press("Escape");
  const draft = await callStaff<{ id: string }>(page, "POST", "documents", {
    client_id: person.clientId,
    type: "quote",
    title: "Garden room",
  });
  await page.goto(`${url}/quotes/${draft.id}`);
  await settled(page);
  await see("empty-draft");
  await page.goto(`${url}/payment-methods`);
  await page.getByRole("button", { name: "New method" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await see("method-invalid");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /as the client does$/ })
    .first()
    .click();
  await expect(page.getByRole("dialog").getByRole("img", { name: /QR code/ })).toBeVisible();
  await see("method-preview");
  await page.keyboard.press("Escape");
  await page.goto(`${url}/clients`);
  await page.getByRole("button", { name: "New client" }).click();
  await see("new-client");
  await page.keyboard.press("Escape");
}

async function staffStates(page: Page, shot: Shot, url: string): Promise<void> {
  const lists = [
    ["inbox", "inbox"],
    ["quotes", "documents"],
    ["projects", "projects"],
    ["files", "files"],
    ["clients", "clients"],
    ["payment-methods", "payment-methods"],
    ["audit", "audit"],
    ["outgoing", "outbox"],
  ] as const;
  for (const [path, api] of lists) {
    await page.route(`**/api/admin/${api}**`, (route) =>
      route.fulfill({ json: { items: [], next_cursor: null, unread: 0 } }),
    );
    await page.goto(`${url}/${path}`);
    await settled(page);
    await both(page, shot, `staff-${path}-empty`);
    await page.unrouteAll();
  }
  await stalled(page, shot, `${url}/quotes`, "admin/documents**", "staff-quotes");
  await stalled(page, shot, `${url}/branding`, "admin/branding", "staff-branding");
}

/** Every kind of block, so that each is seen. */
const allBlocks = (images: object[]) => {
  const quote = exampleContent() as { blocks: object[] };
  return {
    ...quote,
    blocks: [
      { type: "heading", id: "head", text: "What we would do", level: 2 },
      { type: "rich_text", id: "words", markdown: "We come **twice**:\n\n- once in spring\n- once in autumn" },
      ...quote.blocks,
      {
        ...{ type: "itinerary", id: "days", title: "When we would come" },
        entries: [
          { id: "one", date: "2027-04-09", time: "13:00", title: "Rooms and lobby", description: "Empty, please." },
          { id: "two", date: "2027-04-10", time: null, title: "The kitchen", description: null },
        ],
      },
      { type: "payment_instructions", id: "pay", markdown: "A deposit books the days." },
      { type: "images", id: "pictures", title: "The house", layout: "grid", images },
      { type: "signature", id: "sign", label: "Place, date, signature", signer: "client", name: "Ines Okafor" },
    ],
  };
};

/** Puts two pictures into a draft. */
async function bringPictures(page: Page, id: string): Promise<void> {
  const images: object[] = [];
  for (const [name, colour] of [
    ["The quay in the morning", [30, 90, 140]],
    ["The lobby", [200, 120, 40]],
  ] as const) {
    const data = pngOf(1200, 800, [...colour]).toString("base64");
    const image = await page.evaluate(
      async ({ id, data }) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const headers = { "content-type": "image/png" };
        const answer = await fetch(`/api/admin/documents/${id}/images`, { method: "POST", headers, body: bytes });
        return (await answer.json()) as { id: string; sha256: string };
      },
      { id, data },
    );
    images.push({ image_id: image.id, sha256: image.sha256, alt: name, caption: name });
  }
  const draft = await callStaff<{ title: string; draft_revision: number }>(page, "GET", `documents/${id}`);
  await callStaff(page, "PUT", `documents/${id}/draft`, {
    title: draft.title,
    content: allBlocks(images),
    draft_revision: draft.draft_revision,
  });
}

test("what staff write, and what the client reads of it", async ({
  page,
  brand,
  demo,
  guard,
  browser,
  message,
  shot,
}) => {
  guard.expect(/4\d\d|5\d\d/);
  const see = (name: string) => both(page, shot, `write-${name}`);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Ines Okafor");
  const draft = await callStaff<{ id: string }>(page, "POST", "documents", {
    ...{ client_id: person.clientId, type: "quote", title: "House by the harbour", content: allBlocks([]) },
  });
  await bringPictures(page, draft.id);
  await page.goto(`${demo.staff.url}/quotes/${draft.id}`);
  await settled(page);
  await see("editor");
  await page.getByRole("button", { name: "More actions" }).click();
  await see("menu");
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await see("duplicate");
  await page.keyboard.press("Escape");
  await page
    .getByText("Phone", { exact: true })
    .filter({ visible: true })
    .first()
    .click({ timeout: 1_000 })
    .catch(() => {});
  await see("preview-phone");
  // Pictures belong to their document: what becomes a template has none.
  const plain = await callStaff<{ id: string }>(page, "POST", "documents", {
    ...{ client_id: person.clientId, type: "quote", title: "A house", content: allBlocks([]) },
  });
  await callStaff(page, "POST", "document-templates", { document_id: plain.id, name: "House" });
  await page.goto(`${demo.staff.url}/quotes/templates`);
  await settled(page);
  await see("templates");
  await page.goto(`${demo.staff.url}/quotes/new`);
  await settled(page);
  await page.getByRole("button", { name: "Start writing" }).click();
  await see("new-invalid");
  const plan = await callStaff<{ id: string }>(page, "POST", "documents", {
    ...{ client_id: person.clientId, type: "plan", title: "The year on the water" },
    content: {
      ...(exampleContent() as object),
      ...{ intro: "Month by month, what we do and when.", deposit: null, valid_until: null, next_steps: null },
      payment: { asks: false, offers: [], excluded_method_ids: [] },
      blocks: [
        { type: "heading", id: "head", text: "Spring", level: 2 },
        { type: "rich_text", id: "words", markdown: "We launch in **April**, weather permitting." },
        { type: "signature", id: "sign", label: "Place, date, signature", signer: "client", name: null },
      ],
    },
  });
  await callStaff(page, "POST", `documents/${plan.id}/publication`, {});
  const shown = await callStaff<{ number: string; year: number; slug: string }>(page, "GET", `documents/${plan.id}`);
  const path = `/documents/${shown.year}/${shown.slug}`;
  const link = await deliverByCopy(page, { id: plan.id, number: shown.number, title: "", path }, person);
  await page.goto(`${demo.staff.url}/quotes/${plan.id}`);
  await settled(page);
  await see("plan");
  const theirs = await browser.newContext({ viewport: page.viewportSize(), locale: "en-GB" });
  const client = await theirs.newPage();
  await signInByDelivery(client, link, message, person.phone);
  await settled(client);
  await both(client, shot, "write-client-plan");
  await client.goto(`${brand(0).url}/portal`);
  await settled(client);
  await client.getByRole("button", { name: /^I have read this/ }).click();
  await both(client, shot, "write-client-home-dialog");
  await client.goto(`${brand(0).url}/portal/documents`);
  await settled(client);
  await both(client, shot, "write-client-documents");
  await client.goto(brand(0).url + path);
  await client.getByRole("button", { name: "I have read this" }).click();
  await both(client, shot, "write-client-plan-dialog");
  await theirs.close();
});
