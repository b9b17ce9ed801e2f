/** Lists of the staff: filters live in the address, keys walk the rows, nothing jumps when they come. */
import type { Page } from "@playwright/test";
import { callStaff, deliverByCopy, makeClient, publishQuote, signInStaff } from "./support/acts";
import { pdfOf, publishFile } from "./support/files";
import { expect, test } from "./support/portico";
import { expectWholeWords } from "./support/words";

const heightOf = async (page: Page, selector: string): Promise<number> => {
  const box = await page.locator(selector).first().boundingBox();
  return box?.height ?? 0;
};

/** The list of documents, with or without filters. */
const LIST = /\/api\/admin\/documents(\?|$)/;

test("a list is filtered, a row opened, and the filter found on the way back; keys do it too", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(120_000);
  guard.expect(/500 .*\/api\/admin\/documents/);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Liv Hagen");
  await publishQuote(page, person.clientId, "Boat shed north");
  await publishQuote(page, person.clientId, "Boat shed south");

  // While the rows are on their way, what stands for them is as high as they will be.
  await page.route(LIST, () => undefined);
  await page.goto(`${demo.staff.url}/quotes?q=boat+shed`);
  await expect(page.getByRole("status", { name: "Loading" })).toBeVisible();
  const awaited = await heightOf(page, "main tbody tr");
  await shot(page, "staff-list-loading");
  await page.unroute(LIST);
  await page.reload();
  const rows = page.getByRole("main").locator("tbody tr");
  await expect(rows).toHaveCount(2);
  expect(Math.abs((await heightOf(page, "main tbody tr")) - awaited)).toBeLessThanOrEqual(8);

  const field = page.getByRole("searchbox", { name: "Search quotes" });
  await expect(field).toHaveValue("boat shed");
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  await field.fill("boat shed south");
  await expect(page).toHaveURL(/q=boat(\+|%20)shed(\+|%20)south/);
  await expect(rows).toHaveCount(1);
  await field.blur();
  // The row's page is asked for before it is opened.
  const ahead = page.waitForRequest(/\/api\/admin\/documents\/[\w-]+$/);
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Boat shed south" })).toBeFocused();
  await ahead;
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/quotes\/[\w-]+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Boat shed south" }).first()).toBeVisible();
  await page.goBack();
  await expect(field).toHaveValue("boat shed south");
  await expect(rows).toHaveCount(1);

  await field.fill("nothing of that name");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(field).toHaveValue("");
  await expect(page).toHaveURL(/\/quotes$/);

  // What failed says so and is tried again.
  await page.route(LIST, (route) => route.fulfill({ status: 500, json: { title: "Broken" } }));
  await page.goto(`${demo.staff.url}/quotes`);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await page.unroute(LIST);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows.first()).toBeVisible();
});

test("on a small desk the lists fit, and their words are whole", async ({ page, demo, guard }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Constance Architects");
  const quote = await publishQuote(page, person.clientId, "Winter campaign for the hotel and its restaurant");
  await deliverByCopy(page, quote, person);
  await callStaff(page, "POST", "projects", {
    ...{ client_id: person.clientId, code: "LISTS-2026-01", name: "Rebuilding of the hotel and its restaurant" },
    due_date: "2026-01-31",
  });
  const plan = pdfOf("Ground floor of the hotel and its restaurant, third revision.pdf", 2_000, 1);
  await publishFile(page, plan, { client_id: person.clientId, folder: "Plans/Ground floor" });
  for (const path of ["quotes", "waiting", "projects", "files", "clients"]) {
    await page.goto(`${demo.staff.url}/${path}`);
    const table = page.getByRole("main").getByRole("table");
    await expect(table).toContainText("Architects");
    if (path === "waiting") {
      // The widest that its button says.
      await table
        .getByRole("button", { name: /^Nudge Architects/ })
        .first()
        .click();
      await expect(table.getByText("Reminded", { exact: true }).first()).toBeVisible();
    }
    // Words stand in another font until theirs is there.
    const hidden = () =>
      table.evaluate(({ parentElement: frame }) => (frame?.scrollWidth ?? 0) - (frame?.clientWidth ?? 0));
    await expect.poll(hidden, `pixels of ${path} beyond its frame`).toBe(0);
    await expectWholeWords(table);
  }
});

test("more rows keep the focus where it is, and give it to the first new one at the end", async ({
  page,
  demo,
  guard,
}) => {
  await signInStaff(page, demo, guard);
  for (const name of ["Odd Aas", "Odd Bru", "Odd Crona", "Odd Dahl", "Odd Eide"]) {
    await makeClient(page, name);
  }
  // Pages of two, as if there were hundreds.
  await page.route(/\/api\/admin\/clients(\?|$)/, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", "2");
    return route.continue({ url: url.href });
  });
  await page.goto(`${demo.staff.url}/clients`);
  const rows = page.getByRole("main").locator("tbody tr");
  await expect(rows).toHaveCount(2);
  const more = page.getByRole("button", { name: "Load more" });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(4);
  await expect(more).toBeFocused();
  let count = 4;
  while ((await more.count()) > 0) {
    await page.keyboard.press("Enter");
    await expect.poll(() => rows.count()).toBeGreaterThan(count);
    count = await rows.count();
    await expect(more.or(page.locator("main [data-row]:focus"))).not.toHaveCount(0);
    if ((await more.count()) > 0) {
      await expect(more).toBeFocused();
    }
  }
  await expect(page.locator("main [data-row]:focus")).toHaveCount(1);
});
