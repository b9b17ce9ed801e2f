/** What a client prints: the quote and the confirmation, with the brand on top and nothing to press. */
import type { Page } from "@playwright/test";
import { deliverByCopy, makeClient, publishQuote, signInByDelivery, signInStaff } from "./support/acts";
import { printed } from "./support/paper";
import { expect, test } from "./support/portico";
import { CHOSEN, longContent } from "./support/quote";

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

const FORMATS = ["A4", "Letter"] as const;

/** The rows of the figures, the last line and the sums after it, stand on one sheet; the first of all on `first`. */
const expectWholeSums = async (page: Page, figures: string | RegExp, sums: number, least: number) => {
  const rows = page.getByRole("complementary", { name: figures }).locator("dl > div");
  for (const format of FORMATS) {
    const { sheets, sheetOf } = await printed(page, format, rows);
    expect(sheets, format).toBeGreaterThanOrEqual(least);
    expect(sheetOf, format).toEqual(sheetOf.toSorted((one, other) => one - other));
    expect(sheetOf[0], format).toBeGreaterThan(0);
    // They are long enough to be torn somewhere.
    expect(new Set(sheetOf).size, format).toBeGreaterThan(1);
    expect(new Set(sheetOf.slice(-sums - 1)).size, `the sums on ${format}, by sheets: ${sheetOf}`).toBe(1);
  }
};

test("a long quote is torn between its lines and nowhere else", async ({ page, browser, demo, guard, message }) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Lotte Brun");
  const quote = await publishQuote(page, person.clientId, "The whole house", longContent());
  const url = await deliverByCopy(page, quote, person);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  await client.getByRole("radio", { name: "Complete" }).check();
  const sum = client.getByRole("complementary", { name: "Your selection" }).getByText("Total", { exact: true });
  await expect(sum).toBeAttached();
  // Subtotal, tax, total, deposit.
  await expectWholeSums(client, "Your selection", 4, 4);

  const parts = client.getByRole("main").locator("h4, h4 + p");
  for (const format of FORMATS) {
    const { sheetOf } = await printed(client, format, parts);
    expect(sheetOf.length).toBe(24);
    for (const [at, sheet] of sheetOf.entries()) {
      expect(sheet, `${at} on ${format}`).toBeGreaterThan(0);
      expect(at % 2 === 1 ? sheetOf[at - 1] : sheet, "a title stands on the sheet of its text").toBe(sheet);
    }
  }

  await client.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
  const accept = client.getByRole("dialog").getByRole("button", { name: /^Accept for/ });
  await accept.click();
  await expect(client.getByRole("heading", { level: 1, name: "Thank you, Lotte" })).toBeVisible();
  await client.getByRole("link", { name: "Open the quote" }).click();
  const answer = /^Accepted by Lotte Brun/;
  await expect(client.getByRole("complementary", { name: answer })).toContainText("Subtotal");
  await expectWholeSums(client, answer, 3, 4);
  // What was accepted begins below the title, not on a sheet of its own.
  const title = client.getByRole("complementary", { name: answer }).getByRole("heading");
  expect((await printed(client, "A4", title)).sheetOf).toEqual([1]);

  await client.getByRole("link", { name: "Receipt" }).click();
  const heading = client.getByRole("heading", { level: 1, name: "Receipt" });
  await expect(heading).toBeVisible();
  for (const format of FORMATS) {
    expect(await printed(client, format, heading)).toEqual({ sheets: 1, sheetOf: [1] });
  }
  await theirs.close();
});
