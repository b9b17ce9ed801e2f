/** A delivery link that shows its one document: it is read without a sign-in, answered only after one, and over once the
 * link is revoked. */
import {
  callStaff,
  deliverByCopy,
  expectNoSideways,
  expectWell,
  makeClient,
  ownerOf,
  publishQuote,
  signInStaff,
} from "./support/acts";
import { codeIn, expect, test } from "./support/portico";

const NARROW = { width: 320, height: 640 };

test("a link shows its document, asks for a sign-in to answer it, and says when it is over", async ({
  page,
  browser,
  context,
  demo,
  brand,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  // The other brand: the first one's links are tried as they are without this setting.
  const own = brand(1);
  const office = await context.newPage();
  await signInStaff(office, demo, guard, ownerOf(demo, own));
  await callStaff(office, "PATCH", "settings/sign-in", { read_by_delivery_link: true });
  const person = await makeClient(office, "Runa Vik");
  const quote = await publishQuote(office, person.clientId, "Boathouse");
  const url = await deliverByCopy(office, quote, person);

  await page.bringToFront();
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1, name: "Boathouse" })).toBeVisible();
  await expect(page.getByText(/^You are reading this as .*•••/)).toBeVisible();
  await expect(page.getByRole("button", { name: /Accept|Decline/ })).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("");
  await expectWell(page, shot, "read-by-link");
  const usual = page.viewportSize() ?? NARROW;
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await page.setViewportSize(usual);

  // The page stays readable when it is loaded again; no other page opens.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Boathouse" })).toBeVisible();
  await page.goto(`${own.url}/portal`);
  await expect(page).toHaveURL(/\/login\?/);
  await page.goto(own.url + quote.path);

  // Somebody else who has the link reads it too, until it is revoked.
  const elsewhere = await browser.newContext();
  await guard.watch(elsewhere);
  const second = await elsewhere.newPage();
  await second.goto(url);
  await expect(second.getByRole("heading", { level: 1, name: "Boathouse" })).toBeVisible();

  // One click asks for the code, and leads back to the document, which can now be answered.
  await page.bringToFront();
  await page.getByRole("link", { name: "Sign in to answer" }).click();
  await expect(page.getByRole("heading", { name: "Enter the code" })).toBeVisible();
  const to = (await page.getByText(/@|•••/).first().innerText()).includes("@") ? person.email : person.phone;
  await page.getByLabel("Six-digit code").fill(codeIn(await message(to)));
  await page.waitForURL(own.url + quote.path);
  await expect(page.getByRole("button", { name: "Accept quote" }).first()).toBeVisible();

  const { delivery_links: links } = await callStaff<{ delivery_links: { id: string }[] }>(
    office,
    "GET",
    `documents/${quote.id}`,
  );
  for (const link of links) {
    await callStaff(office, "DELETE", `delivery-links/${link.id}`);
  }
  await second.bringToFront();
  await second.reload();
  await expect(second).toHaveURL(/\/login\?/);
  guard.expect(/404 .*\/api\/client\/delivery\)/);
  await second.goto("about:blank");
  await second.goto(url);
  await expect(second.getByText("This link is no longer good.")).toBeVisible();
  await expectWell(second, shot, "link-revoked");
  await elsewhere.close();
  await callStaff(office, "PATCH", "settings/sign-in", { read_by_delivery_link: false });
});
