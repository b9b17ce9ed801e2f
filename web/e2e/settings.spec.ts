/** The settings: a type of one's own, approval by a second person, days of reminders; all of it is kept. */
import type { Locator, Page } from "@playwright/test";
import {
  callStaff,
  expectNoSideways,
  expectWell,
  makeClient,
  openSettings,
  ownerOf,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

async function openSetting(page: Page, name: string): Promise<void> {
  await openSettings(page);
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

const row = (page: Page, title: string): Locator =>
  page.getByRole("main").getByRole("listitem").filter({ hasText: title });

test("a type of one's own, approval with four eyes and the days of reminders are set, and are there after a reload", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(150_000);
  guard.expect(/409 .*\/api\/admin\/document-types/);
  await signInStaff(page, demo, guard);
  await openSetting(page, "Document types");
  await expectWell(page, shot, "staff-document-types");

  await page.getByRole("button", { name: "New type" }).click();
  const dialog = page.getByRole("dialog", { name: "New document type" });
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText("Enter a title.")).toBeVisible();
  await expect(dialog.getByLabel("Title")).toBeFocused();
  await dialog.getByLabel("Title").fill("Site report");
  const key = dialog.getByLabel("Key");
  await expect(key).toHaveValue("site_report");
  await key.fill("contract");
  await dialog.getByLabel("Letters of its numbers").fill("sr");
  await dialog.getByRole("checkbox", { name: "Itinerary" }).check();
  await expect(dialog.getByRole("checkbox", { name: "Options" })).toBeDisabled();
  await dialog.getByLabel("Kept for so many days").fill("365");
  await expectWell(page, shot, "staff-document-type");
  await dialog.getByRole("button", { name: "Add" }).click();
  // Taken already: said beside its field, and everything typed is still there.
  await expect(dialog.getByText("There is a type of this key already.")).toBeVisible();
  await expect(key).toBeFocused();
  await key.fill("site_report");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toHaveCount(0);
  const own = row(page, "Site report");
  await expect(own).toContainText(/Numbers like SR-\d{4}-0001/);
  await own.getByRole("switch", { name: "Offer Site report" }).press("Space");
  await expect(own.getByText("Off", { exact: true })).toBeVisible();
  await page.reload();
  await expect(own).toContainText("Read it and confirm that they did");
  await expect(own).toContainText("Kept for 365 days");
  await expect(own).toContainText("Itinerary");
  await expect(own.getByText("Off", { exact: true })).toBeVisible();

  // What is built in says what stays, and why.
  await page.getByRole("button", { name: "Change Quote" }).click();
  const quote = page.getByRole("dialog", { name: "Change “Quote”" });
  await expect(quote.getByLabel("Key")).not.toBeEditable();
  await expect(quote.getByText("documents and programs refer to the type by it")).toBeVisible();
  await expect(quote.getByText("Built in: it can be switched off, not removed.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Change Quote" })).toBeFocused();

  await openSetting(page, "Approval");
  const [needed, fourEyes] = [
    page.getByRole("switch", { name: "Quote needs approval" }),
    page.getByRole("switch", { name: "Whoever wrote or submitted a draft cannot approve it" }),
  ];
  await needed.press("Space");
  await expect(needed).toBeChecked();
  await expect(needed).toBeEnabled();
  if (!(await fourEyes.isChecked())) {
    await fourEyes.press("Space");
  }
  await expect(fourEyes).toBeChecked();
  await expectWell(page, shot, "staff-approval");
  await page.reload();
  await expect(needed).toBeChecked();
  await expect(fourEyes).toBeChecked();
  // So whoever writes a quote sends it to somebody else.
  const person = await makeClient(page, "Ida Falk");
  const draft = await callStaff<{ id: string }>(page, "POST", "documents", {
    client_id: person.clientId,
    type: "quote",
    title: "Attic",
    content: exampleContent(),
  });
  await page.goto(`${demo.staff.url}/quotes/${draft.id}`);
  await expect(page.getByRole("button", { name: "Send for approval" })).toBeVisible();
  await callStaff(page, "PATCH", "document-types/quote", { requires_approval: false });

  await openSetting(page, "Reminders");
  await expect(
    page.getByText("Reminds after 3, 7 and 14 days, 2 days before the last and on the last day."),
  ).toBeVisible();
  const day = page.getByRole("textbox", { name: "Another day after it was asked" });
  await day.fill("0");
  await day.press("Enter");
  await expect(page.getByText("A whole number from 1 to 365.")).toBeVisible();
  await day.fill("30");
  await day.press("Enter");
  await page.getByRole("button", { name: "Do not remind after 14 days" }).click();
  await page.getByRole("button", { name: "Do not remind before the last day: the last day" }).click();
  const sentence = page.getByText("Reminds after 3, 7 and 30 days, and 2 days before the last.");
  await expect(sentence).toBeVisible();
  await expectWell(page, shot, "staff-reminders");
  await expectNoSideways(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(sentence).toBeVisible();
  await callStaff(page, "PATCH", "settings/reminders", { days_after: [3, 7, 14], days_before_due: [2, 0] });
});

test("who may not administer reads the settings without controls", async ({ page, demo, guard, shot }) => {
  const member = demo.staff_roles.find(
    (each) => each.brand === demo.brands[0].url && !["owner", "admin"].includes(each.role) && each.totp_secret === null,
  );
  await signInStaff(page, demo, guard, member ?? ownerOf(demo, demo.brands[0]));
  await openSetting(page, "Document types");
  await expect(page.getByText("Owners and admins change this.")).toBeVisible();
  await expect(row(page, "Contract")).toContainText("Needs approval");
  await expect(page.getByRole("main").getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await openSetting(page, "Approval");
  await expect(page.getByText("Owners and admins change this.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Four eyes" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("switch")).toHaveCount(0);
  await openSetting(page, "Reminders");
  await expect(page.getByText(/^Reminds after 3, 7 and 14 days/)).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expectWell(page, shot, "staff-reminders-read");
});
