/** What a client prints: the quote and the confirmation, with the brand on top and nothing to press. */
import type { Page } from "@playwright/test";
import { deliverByCopy, makeClient, publishQuote, signInByDelivery, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";
import { CHOSEN } from "./support/quote";

const onPaper = async (page: Page, look: () => Promise<void>): Promise<void> => {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(page.getByRole("button").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("navigation").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("banner")).toContainText(/\S/);
  await look();
  await page.emulateMedia({ media: "screen" });
};

test("a quote and its confirmation print whole, without buttons", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Paul Ritter");
  const quote = await publishQuote(page, person.clientId, "Roof garden");
  const url = await deliverByCopy(page, quote, person);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  await client.getByRole("radio", { name: "Complete" }).check();
  await client.getByRole("checkbox", { name: "Drone footage" }).check();
  await client.getByRole("checkbox", { name: "Album" }).check();
  await expect(client.getByText(CHOSEN.total).first()).toBeAttached();

  await onPaper(client, async () => {
    await expect(client.getByRole("heading", { level: 1, name: "Roof garden" })).toBeVisible();
    await expect(client.getByText(CHOSEN.total).filter({ visible: true }).first()).toBeVisible();
    // No option is cut in two by the end of a sheet.
    const breaks = await client.getByRole("radio").evaluateAll((radios) =>
      radios.map((radio) => {
        let card: Element | null = radio;
        while (card !== null && getComputedStyle(card).breakInside !== "avoid") {
          card = card.parentElement;
        }
        return card !== null;
      }),
    );
    expect(breaks).toEqual([true, true]);
    await shot(client, "client-quote-paper");
  });

  await client.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
  await client
    .getByRole("dialog")
    .getByRole("button", { name: /^Accept for/ })
    .click();
  await expect(client.getByRole("heading", { level: 1, name: "Thank you, Paul" })).toBeVisible();
  await onPaper(client, async () => {
    await expect(client.getByText(CHOSEN.total).filter({ visible: true }).first()).toBeVisible();
    await expect(client.getByText(/^Accepted by Paul Ritter on/)).toBeVisible();
    await shot(client, "client-confirmed-paper");
  });
  await theirs.close();
});
