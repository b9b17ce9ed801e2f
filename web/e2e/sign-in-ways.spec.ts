/** The other ways in: a password, a code at the other address, a second factor that is forced, a program. */
import type { Browser, Page } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  expectWell,
  makeClient,
  type Person,
  type PublishedQuote,
  publishQuote,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import type { Demo } from "./support/demo";
import type { Guard } from "./support/guard";
import { codeIn, expect, linkIn, test } from "./support/portico";
import { totpOf } from "./support/totp";

type Office = { staff: Page; person: Person; quote: PublishedQuote; link: string };

/** A staff page of its own, and a client's contact who was sent a quote. */
async function openOffice(browser: Browser, demo: Demo, guard: Guard, name: string): Promise<Office> {
  const context = await browser.newContext();
  await guard.watch(context);
  const staff = await context.newPage();
  await signInStaff(staff, demo, guard);
  const person = await makeClient(staff, name);
  const quote = await publishQuote(staff, person.clientId, "Ways in");
  return { staff, person, quote, link: await deliverByCopy(staff, quote, person) };
}

/** Signs out by the menu of the account. */
async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login$/);
}

test("a contact signs in with a password, and sets a forgotten one anew by a link", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(150_000);
  const own = brand(0);
  const { staff, person, link } = await openOffice(browser, demo, guard, "Pia Sandberg");
  await callStaff(staff, "PATCH", "settings/sign-in", { sign_in_by_password: true });
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(`${own.url}/portal/settings`);
  await page.getByRole("button", { name: "Set a password" }).click();
  const dialog = page.getByRole("dialog", { name: "Password" });
  await dialog.getByRole("textbox", { name: "New password" }).fill("short");
  await dialog.getByRole("button", { name: "Keep this password" }).click();
  await expect(dialog.getByText("That is too short: at least 12 characters.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "New password" }).fill("green kettles sing at noon");
  await dialog.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByText(/^Set since /)).toBeVisible();
  await signOut(page, person.name);

  guard.expect(/422 .*\/api\/client\/sign-in\//);
  const withPassword = async (password: string) => {
    await page.getByRole("textbox", { name: "E-mail address" }).fill(person.email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await page.getByRole("button", { name: "Sign in with a password" }).click();
  await withPassword("green kettles sing at dusk");
  await expect(page.getByText("This address and this password don't belong together.")).toBeVisible();
  await expectWell(page, shot, "sign-in-password");
  await withPassword("green kettles sing at noon");
  await page.waitForURL(`${own.url}/portal`);
  await signOut(page, person.name);

  await page.getByRole("button", { name: "Sign in with a password" }).click();
  await page.getByRole("button", { name: "Forgotten your password?" }).click();
  await page.getByRole("textbox", { name: "E-mail address" }).fill(person.email);
  await expectWell(page, shot, "sign-in-forgotten");
  await page.getByRole("button", { name: "Send me the link" }).click();
  const reset = linkIn(await message(person.email));
  const keep = async (password: string) => {
    await page.goto("about:blank");
    await page.goto(reset);
    await page.getByRole("textbox", { name: "New password" }).fill(password);
    await page.getByRole("button", { name: "Keep this password" }).click();
  };
  await keep("seven lamps over the water");
  await expect(page.getByText("Your password is changed. Sign in with it.")).toBeVisible();
  await withPassword("green kettles sing at noon");
  await expect(page.getByText("This address and this password don't belong together.")).toBeVisible();
  await withPassword("seven lamps over the water");
  await page.waitForURL(`${own.url}/portal`);
  await keep("seven lamps under the water");
  await expect(page.getByText("This link was used already or is over. Ask for a new one.")).toBeVisible();
  await callStaff(staff, "PATCH", "settings/sign-in", { sign_in_by_password: false });
  await staff.context().close();
});

test("a client that forces a second factor has it set up first, and the page asked for comes afterwards", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const own = brand(0);
  const { staff, person, quote, link } = await openOffice(browser, demo, guard, "Marit Solberg");
  // With a mailbox, a code by e-mail would do beside the phone.
  await callStaff(staff, "PATCH", `contacts/${person.contactId}`, { email: "" });
  await signInByDelivery(page, link, message, person.phone);
  await page.goto("about:blank");
  await callStaff(staff, "PATCH", `clients/${person.clientId}/settings`, { second_factor: "forced" });
  guard.expect(/401 .*\/api\/client\//);
  for (const path of ["/portal", "/portal/settings", quote.path]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("heading", { name: "Protect your account" })).toBeVisible();
    await expect(page.getByText(quote.title)).toHaveCount(0);
  }
  await expectWell(page, shot, "sign-in-setup");
  const secret = await page.locator("#setup-secret").innerText();
  await page.getByRole("textbox", { name: "Code of the app" }).fill(totpOf(secret));
  const goOn = page.getByRole("button", { name: "Continue" });
  const keep = page.getByRole("button", { name: "I have kept them" });
  await goOn.or(keep).first().click();
  await expect(page.getByRole("heading", { name: "Keep these recovery codes" })).toBeVisible();
  await expect(page.getByRole("listitem")).toHaveCount(10);
  await keep.click();
  await page.waitForURL(own.url + quote.path);
  await expect(page.getByRole("heading", { level: 1, name: quote.title })).toBeVisible();

  // Who lost phone and codes turns to staff.
  await staff.goto(`${demo.staff.url}/clients/${person.clientId}`);
  const row = staff.getByRole("listitem").filter({ hasText: person.name });
  await expect(row.getByText("Second factor", { exact: true })).toBeVisible();
  await staff.getByRole("button", { name: `More for ${person.name}` }).click();
  await staff.getByRole("menuitem", { name: "Reset second factor" }).click();
  const question = staff.getByRole("dialog", { name: `Reset the second factor of ${person.name}?` });
  await expectWell(staff, shot, "staff-reset-factor");
  await question.getByRole("button", { name: "Reset second factor" }).click();
  await expect(row.getByText("Second factor", { exact: true })).toHaveCount(0);
  expect((await message(person.phone)).text).toContain("reset the second factor of your sign-in");
  await expect(page).toHaveURL(/\/login/);
  await staff.context().close();
});

test("a code by SMS follows a sign-in by e-mail, and the reverse", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const own = brand(0);
  const { staff, person, link } = await openOffice(browser, demo, guard, "Ilse Brandt");
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(`${own.url}/portal/settings`);
  const other = page.getByRole("switch", { name: "A code at my other address" });
  await other.click({ force: true });
  await expect(other).toBeChecked();
  await signOut(page, person.name);

  guard.expect(/422 .*\/api\/client\/second-factor\)/);
  for (const [first, then, ask] of [
    [person.email, person.phone, "Send me the SMS"],
    [person.phone, person.email, "Send me the e-mail"],
  ] as const) {
    await page.goto(`${own.url}/login`);
    await page.getByRole("textbox").fill(first);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("Six-digit code").fill(codeIn(await message(first)));
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await page.getByRole("button", { name: ask }).click();
    const code = codeIn(await message(then));
    await expectWell(page, shot, `sign-in-other-${then === person.phone ? "sms" : "email"}`);
    await page.getByRole("textbox", { name: "Your code" }).fill(code === "000000" ? "000001" : "000000");
    await expect(page.getByText(/That is not the code/)).toBeVisible();
    await page.getByRole("textbox", { name: "Your code" }).fill(code);
    await page.waitForURL(`${own.url}/portal`);
    await signOut(page, person.name);
  }
  await staff.context().close();
});

/** What a program with this token is answered, asked from the page's origin without its cookie. */
const statusOf = (page: Page, token: string): Promise<number> =>
  page.evaluate(async (bearer) => {
    const headers = { authorization: `Bearer ${bearer}` };
    return (await fetch("/api/client/session", { headers, credentials: "omit" })).status;
  }, token);

test("a program's token stands among the sessions, and is worth nothing once it is ended there", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(90_000);
  const own = brand(0);
  const { staff, person, link } = await openOffice(browser, demo, guard, "Nils Aalto");
  await signInByDelivery(page, link, message, person.phone);
  const token = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "Ledger sync" });
    const answer = await fetch("/api/client/token", { method: "POST", headers, body });
    return (await answer.json()).access_token as string;
  });
  expect(await statusOf(page, token)).toBe(200);
  await page.goto(`${own.url}/portal/settings`);
  const row = page.getByRole("listitem").filter({ hasText: "Ledger sync" });
  await expect(row).toBeVisible();
  await expectWell(page, shot, "settings-program");
  await row.getByRole("button", { name: "Sign out Ledger sync" }).click();
  await expect(row).toHaveCount(0);
  guard.expect(/401 .*\/api\/client\/session\)/);
  expect(await statusOf(page, token)).toBe(401);
  await staff.context().close();
});

test("staff invite somebody, who sets a password and an app and sees the clients in its hands only", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(150_000);
  const staff = await browser.newPage();
  await guard.watch(staff.context());
  await signInStaff(staff, demo, guard);
  const given = await makeClient(staff, "Rosa Lindgren");
  const kept = await makeClient(staff, "Otto Vesterholm");
  const email = `hired-${given.email}`;
  await staff.goto(`${demo.staff.url}/team`);
  await staff.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = staff.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("Name").fill("Juno Castell");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Sees all clients").uncheck({ force: true });
  const clients = dialog
    .getByRole("combobox", { name: /^Clients in/ })
    .or(dialog.getByRole("textbox", { name: /^Clients in/ }));
  await clients.first().fill(given.clientName);
  await staff.getByRole("option", { name: given.clientName }).first().click();
  await staff.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog).toHaveCount(0);
  const invitation = linkIn(await message(email));

  await page.goto(invitation);
  await expect(page.getByText(/^Hello Juno Castell\./)).toBeVisible();
  await expectWell(page, shot, "staff-invited");
  const password = "paper boats on the canal";
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("textbox", { name: "The same once more" }).fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await signInStaff(page, demo, guard, { email, password });
  await page.goto(`${demo.staff.url}/clients`);
  await expect(page.getByText(given.clientName).first()).toBeVisible();
  await expect(page.getByText(kept.clientName)).toHaveCount(0);
  await page.goto(`${demo.staff.url}/account`);
  await page.getByRole("button", { name: "Set up" }).click();
  guard.expect(/403 .*\/api\/admin\/second-factor\/totp\)/);
  const asked = page.getByRole("dialog", { name: "Is it you?" });
  const setup = page.getByRole("dialog", { name: "Set up an authenticator app" });
  await expect(asked.or(setup.locator("code")).first()).toBeVisible();
  if (await asked.isVisible()) {
    await asked.getByRole("textbox", { name: "Password" }).fill(password);
    await asked.getByRole("button", { name: "Continue" }).click();
  }
  const secret = await setup.locator("code").innerText();
  await setup.getByLabel("Code of the app").fill(totpOf(secret));
  await setup.getByRole("button", { name: "Continue" }).click();
  await expect(setup.locator("ol code")).toHaveCount(10);
  await setup.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await staff.context().close();
});
