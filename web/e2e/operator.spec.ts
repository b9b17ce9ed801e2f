/** Whoever runs the installation: signs in with its app, makes a provider, and sees nobody's clients. */
import { expectNoSideways, expectWell, signInOperator } from "./support/acts";
import { expect, linkIn, test } from "./support/portico";
import { totpOf } from "./support/totp";

test("an operator makes a provider, whose owner is invited and gets in", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(150_000);
  await signInOperator(page, demo, guard);
  const menu = page.getByRole("button", { name: "Open the menu" });
  const isPhone = await menu.isVisible();
  if (isPhone) {
    await menu.click();
  }
  const navigation = (isPhone ? page.getByRole("dialog") : page).getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link")).toHaveText(["Providers", "Domains waiting for proof", "Jobs"]);
  for (const brand of demo.brands) {
    await expect(page.getByText(brand.url, { exact: true })).toBeVisible();
  }
  // A page of the staff's leads back.
  await page.goto(`${demo.operator.url}/clients`);
  await expect(page.getByRole("heading", { level: 1, name: "Providers" })).toBeVisible();

  await page.getByRole("button", { name: "New provider" }).click();
  const dialog = page.getByRole("dialog", { name: "New provider" });
  await dialog.getByRole("button", { name: "Create provider" }).click();
  await expect(dialog.getByText("Give the provider a name.")).toBeVisible();
  await dialog.getByLabel("Name", { exact: true }).fill("North Roofing");
  await dialog.getByLabel("Addresses of the portal").fill(demo.brands[0].url);
  await dialog.getByLabel("Name of the owner").fill("Nils Berg");
  await dialog.getByLabel("E-mail of the owner").fill("nils@north-roofing.example");
  await dialog.getByText("A business").click();
  await dialog.getByRole("button", { name: "Add a first client" }).click();
  const client = dialog.getByRole("group", { name: "First client 1" });
  await client.getByLabel("Name of the client").fill("Weaver & Co");
  await client.getByLabel("Name of its contact").fill("Wilma Weaver");
  await client.getByLabel("E-mail").fill("nowhere");
  guard.expect(/409 .*\/api\/admin\/providers\)/);
  guard.expect(/422 .*\/api\/admin\/providers\)/);
  await dialog.getByRole("button", { name: "Create provider" }).click();
  await expect(dialog.getByText(/already leads to another portal/)).toBeVisible();
  await dialog.getByLabel("Addresses of the portal").fill("http://north-roofing.localhost:3060");
  await dialog.getByRole("button", { name: "Create provider" }).click();
  await expect(client.getByText("Give an e-mail address.")).toBeVisible();
  await expectWell(page, shot, "operator-refused");
  await client.getByLabel("E-mail").fill("wilma@weaver.example");
  await dialog.getByRole("button", { name: "Create provider" }).click();
  await expect(page.getByText("North Roofing is made")).toBeVisible();
  await expect(page.getByText("North Roofing", { exact: true })).toBeVisible();

  const link = linkIn(await message("nils@north-roofing.example"));
  const elsewhere = await browser.newContext();
  await guard.watch(elsewhere);
  const owner = await elsewhere.newPage();
  await owner.goto(link);
  await owner.getByRole("textbox", { name: "Password" }).fill("a roof over every head");
  await owner.getByRole("textbox", { name: "The same once more" }).fill("a roof over every head");
  await owner.getByRole("button", { name: "Set the password" }).click();
  await expect(owner.getByText("Your password is set.")).toBeVisible();

  // A portal that is new says what is left to do: here all but the address, the client and what the installation has.
  guard.expect(/401 .*\/api\/admin\/session\)/);
  await owner.goto(demo.staff.url);
  await owner.getByLabel("E-mail").fill("nils@north-roofing.example");
  await owner.getByRole("textbox", { name: "Password" }).fill("a roof over every head");
  await owner.getByRole("button", { name: "Sign in" }).click();
  await owner.getByLabel("Code of the app").fill(totpOf(await owner.locator("code").innerText()));
  await owner.getByRole("button", { name: "Continue" }).click();
  await owner.getByRole("button", { name: "I have kept them" }).click();
  await expect(owner.getByRole("heading", { level: 2, name: "Set up your portal" })).toBeVisible();
  const undone = owner.getByRole("listitem").filter({ hasNotText: "Done" });
  await expect(undone.getByRole("link", { name: "First document" })).toBeVisible();
  await expect(undone.getByRole("link", { name: "Your address" })).toHaveCount(0);
  await expectWell(owner, shot, "staff-set-up");
  await expectNoSideways(owner);
  await undone.getByRole("link", { name: "Your brand" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Branding" })).toBeVisible();
  await elsewhere.close();

  await page.goto(`${demo.operator.url}/jobs`);
  await expect(page.getByText("Nothing was given up")).toBeVisible();
  await expect(page.getByText("How the installation stands")).toBeVisible();
  await expect(page.getByText(/^Mail leaves; \d+ messages? waits?\.$/)).toBeVisible();
  await expect(page.getByText(/^\d+ SMS left today\.$/)).toBeVisible();
  await page.goto(`${demo.operator.url}/domain-claims`);
  await expect(page.getByText("Nothing waits", { exact: true })).toBeVisible();
});
