/** A contact's own settings: language, appearance, and where it is signed in. */
import { deliverByCopy, expectNoSideways, makeClient, publishQuote, signInContact, signInStaff } from "./support/acts";
import { codeIn, expect, expectAccessible, test } from "./support/portico";

test("language and appearance change at once and stay", async ({ page, brand, message }) => {
  const own = brand(0);
  await signInContact(page, own, own.contacts[0], message, "/portal/settings");
  const root = page.locator("html");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page
    .getByRole("combobox", { name: "Language" })
    .or(page.getByRole("textbox", { name: "Language" }))
    .first()
    .click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(root).toHaveAttribute("lang", "de");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();

  await page.emulateMedia({ colorScheme: "light" });
  for (const [name, scheme] of [
    ["Dunkel", "dark"],
    ["Hell", "light"],
  ] as const) {
    await page.getByText(name, { exact: true }).click();
    await expect(root).toHaveAttribute("data-mantine-color-scheme", scheme);
    await page.reload();
    await expect(root).toHaveAttribute("data-mantine-color-scheme", scheme);
    await expect(page.getByRole("radio", { name })).toBeChecked();
  }
  // As the device has it, from one moment to the next.
  await page.getByText("Wie das Gerät", { exact: true }).click();
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(root).toHaveAttribute("data-mantine-color-scheme", scheme);
  }
  await expectNoSideways(page);
  // The others who sign in as this contact read English.
  await page.getByRole("combobox", { name: "Sprache" }).click();
  await page.getByRole("option", { name: "Wie das Portal: English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("the next message is in the language that the contact chose, and so is the portal in another browser", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
}) => {
  test.setTimeout(90_000);
  const own = brand(0);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Greta Wechsel");
  await deliverByCopy(page, await publishQuote(page, person.clientId, "A plan in another language"), person);
  const first = await browser.newContext();
  await guard.watch(first);
  const settings = await first.newPage();
  await signInContact(settings, own, person, message, "/portal/settings");
  await settings.getByRole("combobox", { name: "Language" }).click();
  await settings.getByRole("option", { name: "Deutsch" }).click();
  await expect(settings.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();

  const second = await browser.newContext();
  await guard.watch(second);
  const other = await second.newPage();
  await other.goto(`${own.url}/portal/settings`);
  const field = other.getByRole("textbox");
  const address = (await field.getAttribute("type")) === "tel" ? person.phone : person.email;
  await field.fill(address);
  await other.getByRole("button", { name: "Send me a code" }).click();
  const german = await message(address);
  expect(german.text).toContain("ist Ihr Anmeldecode");
  await other.getByLabel("Six-digit code").fill(codeIn(german));
  await expect(other.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(other.locator("html")).toHaveAttribute("lang", "de");
  await expectAccessible(other);
  await first.close();
  await second.close();
});

test("a session elsewhere is listed with device and place, and its open page is out at once when it is ended", async ({
  page,
  browser,
  brand,
  guard,
  message,
}) => {
  test.setTimeout(90_000);
  const own = brand(0);
  const contact = own.contacts[0];
  const elsewhere = await browser.newContext({
    userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  await guard.watch(elsewhere);
  const other = await elsewhere.newPage();
  const stream = other.waitForRequest((request) => request.url().includes("/api/client/events"));
  await signInContact(other, own, contact, message, "/portal");
  await stream;
  await signInContact(page, own, contact, message, "/portal/settings");
  const row = page.getByRole("listitem").filter({ hasText: "Firefox · Windows" });
  await expect(row).toContainText(/127\.0\.0\.1|::1/);
  await expect(page.getByText("This device")).toBeVisible();
  guard.expect(/401 .*\/api\/client\//);
  await row.getByRole("button", { name: "Sign out Firefox · Windows" }).click();
  await expect(row).toHaveCount(0);
  await expect(other).toHaveURL(/\/login/, { timeout: 5_000 });
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await elsewhere.close();
});
