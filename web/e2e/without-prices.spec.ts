/** Who may not see money reads a quote, and what was accepted of it, without a single figure. */
import type { Page } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  expectNoSideways,
  expectWell,
  makeClient,
  publishQuote,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";

const NARROW = { width: 320, height: 640 };

test("a viewer reads a quote without prices, before and after a colleague accepts it", async ({
  page,
  browser,
  context,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Ines Falk");
  const viewer = { ...person, name: "Otto Falk", email: `otto-${person.email}`, phone: `${person.phone}1` };
  const made = await callStaff<{ id: string }>(office, "POST", "contacts", {
    client_id: person.clientId,
    role: "viewer",
    language: "en",
    name: viewer.name,
    email: viewer.email,
    phone: viewer.phone,
  });
  const quote = await publishQuote(office, person.clientId, "A film of the harbour");
  const own = await deliverByCopy(office, quote, { ...viewer, contactId: made.id });
  const colleagues = await deliverByCopy(office, quote, person);

  await page.bringToFront();
  await signInByDelivery(page, own, message, viewer.phone);
  await expect(page.getByRole("heading", { level: 1, name: quote.title })).toBeVisible();
  for (const words of ["Complete", "All pictures", "Drone footage", "Travel", "2.5 hour"]) {
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await expect(page.getByRole("columnheader", { name: "Unit price" })).toHaveCount(0);
  await expect(page.getByText("What it costs is shown to colleagues")).toBeVisible();
  await expect(page.getByRole("button", { name: /Accept|Decline/ })).toHaveCount(0);
  await expectWordsOnly(page);
  await expectWell(page, shot, "quote-without-prices");
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await shot(page, "quote-without-prices-narrow");

  const other = await browser.newContext();
  await guard.watch(other);
  const colleague = await other.newPage();
  await signInByDelivery(colleague, colleagues, message, person.phone);
  await colleague.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
  await colleague.getByRole("button", { name: /^Accept for/ }).click();
  await colleague.waitForURL(`**${quote.path}/confirmed`);

  // The viewer's page hears of it by itself.
  await expect(page.getByRole("complementary", { name: /^Accepted by Ines Falk/ })).toContainText("Complete");
  await page.getByRole("link", { name: "See what was accepted" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Thank you/ })).toBeVisible();
  await expect(page.getByText("Complete", { exact: true })).toBeVisible();
  await expect(page.getByText("We call you to agree on the day.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Transfers" })).toHaveCount(0);
  await expectWordsOnly(page);
  await expectNoSideways(page);
  await expectWell(page, shot, "confirmed-without-prices");
  for (const path of ["/portal", "/portal/documents", "/portal/history"]) {
    await page.goto(new URL(path, page.url()).href);
    await expect(page.getByText(quote.title).first()).toBeVisible();
    await expectWordsOnly(page);
  }
  await other.close();
});

/** No amount and no gap where one was. */
async function expectWordsOnly(page: Page): Promise<void> {
  const text = await page.getByRole("main").innerText();
  expect(text).not.toMatch(/€|EUR|\d[.,]\d{2}\b|undefined|NaN|null/);
}
