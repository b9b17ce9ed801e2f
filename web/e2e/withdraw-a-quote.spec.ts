/** A quote that was read is withdrawn: whoever reads it sees so at once, and again at its address. */
import { deliverByCopy, expectWell, makeClient, publishQuote, signInByDelivery, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

test("a withdrawn quote says so, in the open page and at its address", async ({
  page,
  context,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(90_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Mira Solberg");
  const quote = await publishQuote(page, person.clientId, "Garden wall");
  const url = await deliverByCopy(page, quote, person);
  const client = await context.newPage();
  await signInByDelivery(client, url, message, person.phone);
  await expect(client.getByRole("heading", { level: 1, name: "Garden wall" })).toBeVisible();
  await expect(client.getByRole("radio", { name: "Essential" })).toBeVisible();
  const address = client.url();

  guard.expect(/410 .*\/api\/client\/documents\//);
  await page.bringToFront();
  await page.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  const sure = page.getByRole("dialog", { name: "Withdraw this quote?" });
  await expect(sure).toContainText("can no longer read or answer “Garden wall”");
  await sure.getByRole("button", { name: "Withdraw" }).click();
  await expect(
    page
      .getByText("This quote is withdrawn")
      .or(page.getByText("Withdrawn", { exact: true }))
      .first(),
  ).toBeVisible();
  await expectWell(page, shot, "staff-withdrawn");

  await client.bringToFront();
  const gone = client.getByRole("heading", { level: 1, name: /Garden wall/ });
  await expect(gone).toHaveText("“Garden wall” was withdrawn");
  await expect(client.getByRole("radio", { name: "Essential" })).toHaveCount(0);
  await client.goto(address);
  await expect(gone).toHaveText("“Garden wall” was withdrawn");
  await expectWell(client, shot, "client-withdrawn");
  await client.getByRole("link", { name: "Documents" }).first().click();
  await expect(client.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(client.getByText("Garden wall")).toHaveCount(0);
});
