/** A quote is declined with a reason; staff change it and ask again; the client accepts the new version. */
import { deliverByCopy, expectWell, makeClient, publishQuote, signInByDelivery, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

test("a declined quote is changed and asked again, and accepted", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Jonas Weber");
  const quote = await publishQuote(page, person.clientId, "Garden gate");
  const url = await deliverByCopy(page, quote, person);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  await client.getByRole("button", { name: "Decline", exact: true }).click();
  const declining = client.getByRole("dialog");
  await declining.getByRole("textbox").fill("Too dear, and we want it in oak.");
  await declining.getByRole("button", { name: /^Decline/ }).click();
  await expect(client.getByText(/^Declined by Jonas Weber on/)).toBeVisible();

  // Staff see why, and what leads on.
  await page.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await expect(page.getByText(/^Jonas Weber declined version 1 on/)).toBeVisible();
  await expect(page.getByText("Reason: Too dear, and we want it in oak.")).toBeVisible();
  await expectWell(page, shot, "staff-declined");
  await page.getByRole("button", { name: "Change it and ask again" }).click();
  await expect(page.getByLabel("Title").first()).toBeFocused();
  await page.getByLabel("Introduction").fill("In oak, for less.");
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await page.getByRole("button", { name: "Publish new version" }).click();
  const again = page.getByRole("dialog", { name: "Publish version 2 and ask again?" });
  await expect(again).toContainText("declined version 1");
  await again.getByRole("button", { name: "Publish" }).click();
  await expect(page.locator("header").getByText("Waiting for client")).toBeVisible();

  // The open page of the client shows the new version by itself, and asks again.
  await expect(client.getByText("In oak, for less.")).toBeVisible();
  await client.reload();
  await client.getByRole("button", { name: "Accept quote" }).first().click();
  await client
    .getByRole("dialog")
    .getByRole("button", { name: /^Accept for/ })
    .click();
  await expect(client.getByRole("heading", { level: 1, name: /Jonas/ })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Jonas Weber accepted version 2 on/)).toBeVisible();
  await theirs.close();
});
