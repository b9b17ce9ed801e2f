/** The staff's desk: what waits for clients is nudged, the home says where quotes stand, the palette leads anywhere. */
import { deliverByCopy, expectNoSideways, expectWell, makeClient, publishQuote, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

test("what waits for a client is on the home and in its list, and a nudge reaches the client", async ({
  page,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(90_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Hedda Nyberg");
  const quote = await publishQuote(page, person.clientId, "Glass roof");
  await deliverByCopy(page, quote, person);

  await page.goto(`${demo.staff.url}/home`);
  await expect(page.getByRole("heading", { name: "Waiting for us" })).toBeVisible();
  await expect(page.getByText("Revenue accepted", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Quotes by week as a table" }).click();
  await expect(page.getByRole("region", { name: "Quotes by week as a table" }).getByRole("columnheader")).toHaveCount(
    4,
  );
  await page.getByText("4 weeks", { exact: true }).click();
  await expect(page).toHaveURL(/weeks=4/);
  await expectWell(page, shot, "staff-home");
  await expectNoSideways(page);

  await page.goto(`${demo.staff.url}/waiting?client=${person.clientId}`);
  const row = page.getByRole("row", { name: /Glass roof/ });
  await expect(row).toContainText("since today");
  await expect(row).toContainText("Not opened");
  await expect(row).toContainText("none sent");
  await row.getByRole("button", { name: /^Nudge Nyberg & Co/ }).click();
  await expect(page.getByText("Reminded Hedda Nyberg.")).toBeVisible();
  await expect(row.getByRole("button", { name: /was reminded/ })).toBeDisabled();
  await expect(row).toContainText("1 sent");
  const sent = await message(person.email);
  expect(sent.text).toContain("Glass roof");
  await expectWell(page, shot, "staff-waiting");

  // From anywhere to anywhere: a quote by a part of its name, then a page, without the mouse.
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search for a page, a client, a quote or an act" });
  await expect(field).toBeFocused();
  await expectWell(page, shot, "staff-palette");
  await field.fill("glass roof");
  await expect(page.getByRole("option", { name: /Glass roof/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(quote.id));
  await page.keyboard.press("Control+k");
  await field.fill("nyberg hedd");
  await expect(page.getByRole("option", { name: /^Hedda Nyberg/ })).toHaveAttribute("aria-selected", "true");
  await expectWell(page, shot, "staff-palette-found");
  // Whoever is called so stands before the settings that mention the word, and a page whose name is typed out first.
  await makeClient(page, "Payton Brand");
  await field.fill("bran");
  await expect(page.getByRole("option").first()).toContainText(/^Brand & Co/);
  await expect(page.getByRole("option", { name: /^Branding/ })).toBeVisible();
  await field.fill("team");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Team" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await field.fill("files");
  await expect(page.getByRole("option").first()).toContainText("Files");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Files" })).toBeVisible();

  // An act opens its dialog where it belongs, again and again.
  for (const _ of ["from elsewhere", "on its own page"]) {
    await page.keyboard.press("Control+k");
    await field.fill("new project");
    await expect(page.getByRole("option").first()).toContainText("New project");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Projects", includeHidden: true })).toBeVisible();
    await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
    await expect(page).toHaveURL(/\/projects$/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "New project" })).toHaveCount(0);
  }
});
