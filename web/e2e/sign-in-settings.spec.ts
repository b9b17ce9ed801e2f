/** The settings of sign-in, kept by those who administer the business. */
import type { Locator, Page } from "@playwright/test";
import { expectNoSideways, expectWell, openSettings, ownerOf, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

/** A field to choose from a list, in either of the roles that browsers give it. */
const choice = (page: Page, name: string): Locator =>
  page.getByRole("combobox", { name }).or(page.getByRole("textbox", { name })).first();

test("ways in, second factor and lifetimes are set, refused beside their fields, and asked about when left", async ({
  page,
  brand,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(120_000);
  const own = brand(1);
  await signInStaff(page, demo, guard, ownerOf(demo, own));
  await openSettings(page);
  await page.getByRole("main").getByRole("link", { name: "Sign-in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign-in settings" })).toBeVisible();
  await expectWell(page, shot, "staff-sign-in-settings");

  const save = page.getByRole("button", { name: "Save" });
  await expect(save).toBeDisabled();
  const [sms, email] = [page.getByLabel("SMS code"), page.getByLabel("E-mail link with code")];
  const before = { sms: await sms.isChecked(), email: await email.isChecked() };
  await sms.uncheck();
  await email.uncheck();
  const unused = page.getByLabel("Signed out when unused for", { exact: true }).first();
  await unused.fill("900");
  await save.click();
  await expect(page.getByText("Leave SMS or e-mail on", { exact: false })).toBeVisible();
  await expect(page.getByText("Write a whole number: from 5 minutes to 90 days.")).toBeVisible();
  await sms.setChecked(before.sms);
  await email.setChecked(before.email);
  await unused.fill("20");
  await page.getByLabel("E-mail and password").check();
  await choice(page, "Executive").click();
  await page.getByRole("option", { name: "Forced" }).click();
  await choice(page, "To answer and approve").click();
  await page.getByRole("option", { name: "A second factor" }).click();

  // What is typed is not lost by a click beside it.
  await openSettings(page);
  const leave = page.getByRole("dialog", { name: "Leave without saving?" });
  await leave.getByRole("button", { name: "Stay here" }).click();
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(unused).toHaveValue("20");
  await expect(page.getByLabel("E-mail and password")).toBeChecked();
  await expect(choice(page, "Executive")).toHaveValue("Forced");
  await expect(choice(page, "To answer and approve")).toHaveValue("A second factor");

  const contact = await page.context().newPage();
  await contact.goto(`${own.url}/login`);
  await expect(contact.getByRole("button", { name: /password/iu })).toBeVisible();
  await contact.close();

  await page.getByRole("button", { name: "Fill in what the preset sets" }).click();
  await expect(unused).toHaveValue("30");
  await sms.setChecked(before.sms);
  await email.setChecked(before.email);
  await page.getByRole("radio", { name: "Offered" }).last().check();
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expectNoSideways(page);
});
