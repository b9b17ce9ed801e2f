/** The link in a message works by itself only in the browser that asked. */
import { deliverByCopy, expectWell, makeClient, publishQuote, signInStaff } from "./support/acts";
import { codeIn, type DemoBrand, expect, linkIn, test } from "./support/portico";

/** The first brand whose contacts sign in by e-mail. */
async function brandWithMail(brands: DemoBrand[], page: import("@playwright/test").Page): Promise<DemoBrand> {
  for (const brand of brands) {
    await page.goto(`${brand.url}/login`);
    const type = await page.getByRole("textbox").getAttribute("type");
    if (type !== "tel") {
      return brand;
    }
  }
  throw new Error("no brand of the demo signs in by e-mail");
}

test("the link of an e-mail signs in the browser that asked", async ({ page, demo, message, shot }) => {
  const brand = await brandWithMail(demo.brands, page);
  const { email } = brand.contacts[0];
  await page.goto(`${brand.url}/portal/settings`);
  await expect(page).toHaveURL(/\/login\?/);
  await expectWell(page, shot, "sign-in");
  await page.getByRole("textbox").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("heading", { name: "Enter the code" })).toBeVisible();
  const mail = await message(email);

  await page.goto(linkIn(mail));
  await page.waitForURL(`${brand.url}/portal/settings`);
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expectWell(page, shot, "settings");
});

test("another browser is asked for the code of the same message, and a link is spent once", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  const brand = await brandWithMail(demo.brands, page);
  const email = (brand.contacts[1] ?? brand.contacts[0]).email;
  await page.goto(`${brand.url}/login`);
  await page.getByRole("textbox").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("heading", { name: "Enter the code" })).toBeVisible();
  const mail = await message(email);

  // A 422 is what tells the page to ask.
  guard.expect(/422 .*\/api\/client\/sign-in\/verification\)/);
  const context = await browser.newContext();
  await guard.watch(context);
  const other = await context.newPage();
  await other.goto(linkIn(mail));
  await expect(other.getByText("You opened the link in another browser than the one that asked.")).toBeVisible();
  await expectWell(other, shot, "sign-in-other-browser");
  expect(await context.cookies(brand.url)).toEqual([]);
  await other.getByLabel("Six-digit code").fill(codeIn(mail) === "000000" ? "000001" : "000000");
  await expect(other.getByText(/That is not the code/)).toBeVisible();
  await other.getByLabel("Six-digit code").fill(codeIn(mail));
  await other.waitForURL(`${brand.url}/portal`);
  await expect(other.getByRole("heading", { level: 2, name: "Waiting for you" })).toBeVisible();

  // The link is spent: the browser that asked is offered a new one in one click.
  await page.goto(linkIn(mail));
  await expect(page.getByText("This link was used already or is over.")).toBeVisible();
  await expectWell(page, shot, "sign-in-expired");
  await page.getByRole("button", { name: "Send a new link" }).click();
  await page.getByLabel("Six-digit code").fill(codeIn(await message(email)));
  await page.waitForURL(`${brand.url}/portal`);
  await context.close();
});

test("until it is known whose a delivery link is, there is nothing to press", async ({
  page,
  context,
  demo,
  guard,
  message,
}) => {
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Ida Falkenberg");
  const link = await deliverByCopy(office, await publishQuote(office, person.clientId, "Lamps for the stairs"), person);
  await page.bringToFront();
  let answer: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/client/delivery", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(link);
  await expect(page.getByRole("status").filter({ hasText: "Opening the link" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me a code" })).toBeHidden();
  answer();
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Six-digit code").fill(codeIn(await message(person.phone)));
  await expect(page.getByRole("heading", { level: 1, name: "Lamps for the stairs" })).toBeVisible();
});
