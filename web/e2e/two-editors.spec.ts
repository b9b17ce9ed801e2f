/** Two staff write one quote, a tab is closed, the network is cut: nothing that was written is lost. */
import type { Page } from "@playwright/test";
import { callStaff, colleagueOf, expectWell, makeClient, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

type Draft = { id: string };

const begin = async (page: Page, clientId: string, title: string): Promise<Draft> =>
  callStaff<Draft>(page, "POST", "documents", { client_id: clientId, type: "quote", title, content: exampleContent() });

const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^Saved$/ });
const intro = (page: Page) => page.getByLabel("Introduction");

test("what was typed in a tab that is closed, or without a network, is there again", async ({
  page,
  context,
  demo,
  guard,
}) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Lotte Hansen");
  const quote = await begin(page, person.clientId, "Attic");
  const address = `${demo.staff.url}/quotes/${quote.id}`;

  // Without a network the page keeps it, says so, and sends it when the network is back.
  guard.expect(/ERR_INTERNET_DISCONNECTED/);
  await page.goto(address);
  await expect(saved(page)).toBeVisible();
  await context.setOffline(true);
  await intro(page).fill("Written on a train.");
  await expect(page.getByRole("status").filter({ hasText: "Kept on this device" })).toBeVisible();
  await context.setOffline(false);
  await expect(saved(page)).toBeVisible();

  // A tab that is closed right after typing, again without a network: only this browser has it.
  await context.setOffline(true);
  // Being offline holds for an open tab only: what a closing one sends has to be cut as well.
  await page.evaluate(() => {
    window.fetch = () => Promise.reject(new TypeError("cut"));
  });
  await intro(page).fill("Written in a tunnel.");
  await page.close();
  await context.setOffline(false);
  const second = await context.newPage();
  await second.goto(address);
  await expect(second.getByText(/^Brought back what you had not saved, \d\d:\d\d$/)).toBeVisible();
  await expect(intro(second)).toHaveValue("Written in a tunnel.");
  await expect(saved(second)).toBeVisible();
  const kept = await callStaff<{ draft: { intro: string } }>(second, "GET", `documents/${quote.id}`);
  expect(kept.draft.intro).toBe("Written in a tunnel.");
  // It is one step that can be taken back.
  await second.getByRole("button", { name: "Take back the last change" }).click();
  await expect(intro(second)).toHaveValue("Written on a train.");
  await expect(saved(second)).toBeVisible();

  // With a network the last words go out with the tab.
  await intro(second).fill("Written in a hurry.");
  await second.close({ runBeforeUnload: true });
  const third = await context.newPage();
  await third.goto(address);
  await expect(intro(third)).toHaveValue("Written in a hurry.");
  await expect(saved(third)).toBeVisible();

  // Signing out leaves nothing on the computer.
  await third.getByRole("button", { name: /^Account of/ }).click();
  await third.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(third.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  const left = await third.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("portico.draft.")));
  expect(left).toEqual([]);
});

test("two who change one draft see what differs, take both, or choose", async ({
  page,
  browser,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Piet Mulder");
  const quote = await begin(page, person.clientId, "Barn doors");
  const address = `${demo.staff.url}/quotes/${quote.id}`;
  const elsewhere = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(elsewhere);
  const other = await elsewhere.newPage();
  await signInStaff(other, demo, guard, colleagueOf(demo));
  await other.goto(address);
  await page.goto(address);
  await expect(saved(other)).toBeVisible();
  await expect(saved(page)).toBeVisible();
  const terms = (on: Page) => on.getByRole("region", { name: /^Terms, block/ }).getByLabel("Text");
  const title = (on: Page) => on.getByLabel("Title").first();
  const dialog = page.getByRole("dialog", { name: "Somebody else saved this draft" });

  // Both write at once, each somewhere else: only who saves second is asked, and may take both.
  guard.expect(/409 .*\/draft\)/);
  await page.route("**/draft", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await intro(page).fill("Mine: oak, oiled.");
  await terms(other).fill("Theirs: paid in two parts.");
  await expect(saved(other)).toBeVisible();
  await expect(dialog).toBeVisible();
  await page.unroute("**/draft");
  await expect(dialog.getByText("You changed it")).toBeVisible();
  await expect(dialog.locator("span", { hasText: /^(?!You ).+ changed it$/ })).toBeVisible();
  await expectWell(page, shot, "staff-conflict");
  await dialog.getByRole("button", { name: "Take both" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(intro(page)).toHaveValue("Mine: oak, oiled.");
  await expect(terms(page)).toHaveValue("Theirs: paid in two parts.");
  await expect(saved(page)).toBeVisible();
  await expect(intro(other)).toHaveValue("Mine: oak, oiled.");

  // Both change the same: whose counts is asked, and undo still knows what was there.
  await page.route("**/draft", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await title(page).fill("Barn doors, mine");
  await title(other).fill("Barn doors, theirs");
  await expect(saved(other)).toBeVisible();
  await expect(dialog).toBeVisible();
  await page.unroute("**/draft");
  await dialog.getByRole("radiogroup", { name: "Whose counts: Title" }).getByText("Theirs").click();
  await dialog.getByRole("button", { name: "Take both" }).click();
  await expect(title(page)).toHaveValue("Barn doors, theirs");
  await expect(saved(page)).toBeVisible();
  await page.getByRole("button", { name: "Take back the last change" }).click();
  await expect(title(page)).toHaveValue("Barn doors, mine");
  await expect(saved(page)).toBeVisible();
  await expect(title(other)).toHaveValue("Barn doors, mine");
  await elsewhere.close();
});

test("who writes here too is told by name, and no longer once they have left", async ({
  page,
  context,
  browser,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Jule Sommer");
  const quote = await begin(page, person.clientId, "Boat shed");
  const address = `${demo.staff.url}/quotes/${quote.id}`;
  await page.goto(address);
  await expect(saved(page)).toBeVisible();
  const own = await callStaff<{ staff: { name: string } }>(page, "GET", "session");
  await expect(page.getByText(/writing here too|open in another tab/)).toHaveCount(0);

  // A colleague comes: each is told of the other.
  const elsewhere = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(elsewhere);
  const other = await elsewhere.newPage();
  await signInStaff(other, demo, guard, colleagueOf(demo));
  const theirs = await callStaff<{ staff: { name: string } }>(other, "GET", "session");
  await other.goto(address);
  await expect(other.getByText(`${own.staff.name} is writing here too, since`)).toBeVisible();
  await expect(page.getByText(`${theirs.staff.name} is writing here too, since`)).toBeVisible();
  await expectWell(page, shot, "staff-company");

  // Who goes to another page, or closes the tab, is gone from the other's at once.
  await page.goto(`${demo.staff.url}/inbox`);
  await expect(other.getByText(/is writing here too/)).toHaveCount(0);
  await page.goto(address);
  await expect(other.getByText(`${own.staff.name} is writing here too, since`)).toBeVisible();
  await other.goto("about:blank");
  await expect(page.getByText(/is writing here too/)).toHaveCount(0);
  await elsewhere.close();

  // A second tab of one's own is called that.
  const tab = await context.newPage();
  await tab.goto(address);
  await expect(tab.getByText("You have this open in another tab")).toBeVisible();
  await tab.close();
});
