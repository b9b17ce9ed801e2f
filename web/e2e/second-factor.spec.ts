/** A second step at sign-in: set up by oneself, asked for from then on, and what to do without the phone. */
import type { Page } from "@playwright/test";
import { deliverByCopy, expectWell, makeClient, publishQuote, signInByDelivery, signInStaff } from "./support/acts";
import { codeIn, expect, linkIn, test } from "./support/portico";
import { totpOf } from "./support/totp";

/** Signs out by the menu of the account. */
async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login$/);
}

test("a contact sets up an app, is asked for its code, and a recovery code works once", async ({
  page,
  browser,
  brand,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(150_000);
  const staff = await browser.newPage();
  await guard.watch(staff.context());
  await signInStaff(staff, demo, guard);
  const person = await makeClient(staff, "Thea Lindqvist");
  const quote = await publishQuote(staff, person.clientId, "Two steps");
  const link = await deliverByCopy(staff, quote, person);
  const own = brand(0);
  await signInByDelivery(page, link, message, person.phone);

  await page.goto(`${own.url}/portal/settings`);
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog", { name: "Set up an authenticator app" });
  await expect(dialog.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectWell(page, shot, "factor-setup");
  const secret = await dialog.locator("code").innerText();
  await dialog.getByLabel("Code of the app").fill("12");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByText("A code has six digits.")).toBeVisible();
  await dialog.getByLabel("Code of the app").fill(totpOf(secret));
  await dialog.getByRole("button", { name: "Continue" }).click();
  const codes = dialog.locator("ol code");
  await expect(codes).toHaveCount(10);
  await expectWell(page, shot, "factor-codes");
  const [first, second] = await codes.allInnerTexts();
  const download = page.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("recovery-codes.txt");
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await expectWell(page, shot, "factor-on");
  await signOut(page, person.name);

  // Signing in now stops half-way, also when the page is loaded again or another one is asked for.
  guard.expect(/422 .*\/api\/client\/second-factor\)/);
  const byCode = async () => {
    await page.goto(`${own.url}/login`);
    const field = page.getByRole("textbox");
    const address = (await field.getAttribute("type")) === "tel" ? person.phone : person.email;
    await field.fill(address);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("Six-digit code").fill(codeIn(await message(address)));
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  };
  await byCode();
  await page.goto(own.url + quote.path);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await expectWell(page, shot, "sign-in-second");
  const now = totpOf(secret, 1);
  await page.getByLabel("Your code").fill(now === "000000" ? "000001" : "000000");
  await expect(page.getByText(/That is not the code, or it was used already/)).toBeVisible();
  await page.getByLabel("Your code").fill(now);
  await page.waitForURL(own.url + quote.path);
  await signOut(page, person.name);

  const recover = async (code: string) => {
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(code);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await byCode();
  await recover(first ?? "");
  await page.waitForURL(`${own.url}/portal`);
  await signOut(page, person.name);
  await byCode();
  await recover(first ?? "");
  await expect(page.getByText(/That is not one of your recovery codes/)).toBeVisible();
  await page.getByLabel("Recovery code").fill(second ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${own.url}/portal`);
  await page.goto(`${own.url}/portal/settings`);
  await expect(page.getByText("8 recovery codes left")).toBeVisible();
  await staff.context().close();
});

test("staff with an app give its code after the password, and see their account", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  const who = demo.staff_roles.find((staff) => staff.totp_secret !== null);
  if (who === undefined) {
    throw new Error("the demo has nobody with a second factor");
  }
  guard.expect(/401 .*\/api\/admin\/session\)/);
  guard.expect(/422 .*\/api\/admin\/second-factor\)/);
  await page.goto(demo.staff.url);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "One more step" })).toBeVisible();
  // Loading another page does not go around it.
  await page.goto(`${demo.staff.url}/audit`);
  await expect(page.getByRole("heading", { level: 1, name: "One more step" })).toBeVisible();
  await expectWell(page, shot, "staff-second");
  const code = totpOf(who.totp_secret ?? "");
  await page.getByLabel("Six-digit code").fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/That is not the code, or it was used already/)).toBeVisible();
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();

  await page.goto(`${demo.staff.url}/account`);
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  await expect(page.getByText("This device")).toBeVisible();
  await expectWell(page, shot, "staff-account");
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await expect(page.getByRole("dialog", { name: "Recovery codes" }).locator("ol code")).toHaveCount(10);
});

test("staff set a new password by the link of a mail, once", async ({ page, demo, guard, message, shot }) => {
  const who = demo.staff_roles.find((staff) => staff.role === "member" && staff.totp_secret === null);
  if (who === undefined) {
    throw new Error("the demo has no member");
  }
  guard.expect(/401 .*\/api\/admin\/session\)/);
  guard.expect(/422 .*\/password-reset\/completion\)/);
  await page.goto(demo.staff.url);
  await page.getByRole("button", { name: "Forgotten your password?" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "A new password" })).toBeVisible();
  await expectWell(page, shot, "staff-forgotten");
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  const link = linkIn(await message(who.email));

  await page.goto(link);
  await expectWell(page, shot, "staff-reset");
  expect(page.url()).not.toContain("#");
  const field = page.getByRole("textbox", { name: "New password" });
  await field.fill("short");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByText("That is too short: at least 12 characters.")).toBeVisible();
  await field.fill("wooden boats drift slowly");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByText("Your password is changed. Sign in with it.")).toBeVisible();

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("textbox", { name: "New password" }).fill("wooden boats drift away");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByText("This link was used already or is over.")).toBeVisible();

  await page.goto(demo.staff.url);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill("wooden boats drift slowly");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
});
