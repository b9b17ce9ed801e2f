/** Every decision has a receipt: from the confirmed page and from the history; colleagues without prices see no figure. */
import {
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

test("an accepted quote has a receipt with all that is kept of it", async ({
  page,
  context,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Ebba Lind");
  const quote = await publishQuote(office, person.clientId, "Winter garden");
  const url = await deliverByCopy(office, quote, person);

  await page.bringToFront();
  await signInByDelivery(page, url, message, person.phone);
  await page.getByRole("radio", { name: "Essential" }).check();
  await page.getByRole("button", { name: "Accept quote" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Accept this quote?" });
  await dialog.getByRole("button", { name: /^Accept for/ }).click();
  await page.waitForURL(/\/confirmed$/);

  await page.getByRole("link", { name: "Receipt" }).click();
  await page.waitForURL(/\/portal\/history\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
  const said = (name: string) => page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=../dd");
  await expect(said("Decision")).toHaveText("Accepted");
  await expect(said("About")).toHaveText(`Winter garden · ${quote.number} · version 1`);
  await expect(said("Decided by")).toHaveText("Ebba Lind");
  await expect(said("Total with tax")).toHaveText(/\d/);
  await expect(said("When")).toHaveText(/\d{4}.*(GMT|CET|CEST|UTC|[A-Z]{3})/);
  await expect(said("SHA-256 of what was shown")).toHaveText(/^[0-9a-f]{64}$/);
  await expectWell(page, shot, "receipt");
  const usual = page.viewportSize() ?? NARROW;
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await page.setViewportSize(usual);

  // On paper: the facts without the navigation and the buttons.
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(said("Decision")).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("link", { name: "History" }).first().click();
  await page.getByRole("link", { name: /^Receipt ?: Winter garden$/ }).click();
  await expect(said("Decision")).toHaveText("Accepted");

  guard.expect(/404 .*\/api\/client\/decisions\//);
  await page.goto(page.url().replace(/[0-9a-f]{12}$/, "0".repeat(12)));
  await expect(page.getByRole("heading", { name: "This receipt is not here" })).toBeVisible();
});

test("staff make a link anew, and the old one says that it is over", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(90_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Olof Brandt");
  const quote = await publishQuote(page, person.clientId, "Carport");
  const old = await deliverByCopy(page, quote, person);
  await page.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await page.getByText("Activity", { exact: true }).filter({ visible: true }).click();
  await page.getByRole("button", { name: /^Remake ?: Olof Brandt$/ }).click();
  const sure = page.getByRole("dialog", { name: "Make this link anew?" });
  await expect(sure).toContainText("The old link leads nowhere from now on.");
  await sure.getByRole("button", { name: "Make it anew" }).click();
  const made = page.getByRole("dialog", { name: /Olof Brandt/ });
  await expect(made.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectWell(page, shot, "staff-link-remade");
  const url = await made.getByRole("textbox").inputValue();
  expect(url).not.toBe(old);
  await made.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/Revoked/).first()).toBeVisible();

  guard.expect(/404 .*\/api\/client\/delivery\)/);
  const context = await browser.newContext();
  await guard.watch(context);
  const client = await context.newPage();
  await client.goto(old);
  await expect(client.getByText("This link is no longer good.")).toBeVisible();
  await client.goto("about:blank");
  await signInByDelivery(client, url, message, person.phone);
  await expect(client.getByRole("heading", { level: 1, name: "Carport" })).toBeVisible();
  await context.close();
});
