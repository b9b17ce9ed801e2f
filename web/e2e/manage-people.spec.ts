/** A contact who manages people invites a colleague, narrows what it may do, and switches it off. */
import { expectWell, signInContact } from "./support/acts";
import { codeIn, expect, test } from "./support/portico";

test("a colleague is invited, signs in, and is out at once when switched off", async ({
  page,
  brand,
  browser,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const own = brand(0);
  await signInContact(page, own, own.contacts[0], message, "/portal/people");
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  await page.getByRole("button", { name: "Invite a colleague" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a colleague" });
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  const phone = `+4915${`${process.pid}`.padStart(7, "0").slice(-7)}99`;
  await dialog.getByLabel("Name").fill("Tilda Quist");
  await dialog.getByLabel("Phone").fill(phone);
  await dialog.getByLabel("see amounts").check();
  await expectWell(page, shot, "invite-colleague");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  const tilda = page.getByRole("listitem").filter({ hasText: "Tilda Quist" });
  await expect(tilda.getByText("Invited", { exact: true })).toBeVisible();
  await expectWell(page, shot, "people");

  const invitation = await message(phone);
  const address = /https?:\/\/\S+\/portal/.exec(invitation.text)?.[0] ?? "";
  const context = await browser.newContext();
  await guard.watch(context);
  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole("textbox").fill(phone);
  await other.getByRole("button", { name: "Send me a code" }).click();
  await other.getByLabel("Six-digit code").fill(codeIn(await message(phone)));
  await other.waitForURL(`${own.url}/portal`);
  // What it was not given is not there.
  await expect(other.getByRole("link", { name: "People" })).toHaveCount(0);

  await tilda.getByRole("button", { name: "More for Tilda Quist" }).click();
  await page.getByRole("menuitem", { name: "Switch off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
  await expect(tilda.getByText("Switched off", { exact: true })).toBeVisible();
  guard.expect(/401 .*\/api\/client\//);
  await expect(other).toHaveURL(/\/login/, { timeout: 20_000 });
  await context.close();
});
