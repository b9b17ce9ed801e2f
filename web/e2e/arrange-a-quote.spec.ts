/** The blocks of a quote and their parts are put in order: with the mouse, with the keyboard alone, and back again. */
import type { Locator, Page } from "@playwright/test";
import { callStaff, expectThumbs, expectWell, makeClient, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

const blocks = (page: Page) => page.getByRole("region", { name: /, block \d+ of \d+$/ });
const order = (page: Page) =>
  blocks(page).evaluateAll((found) => found.map((block) => block.getAttribute("data-block") ?? ""));
const expectOrder = (page: Page, wanted: string[]) =>
  expect(() => order(page).then((is) => expect(is).toEqual(wanted))).toPass();
const middle = async (of: Locator) => {
  const box = await of.boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
};

test("blocks and options are carried by mouse and by keys, and undo puts them back", async ({
  page,
  demo,
  guard,
  shot,
  isMobile,
}) => {
  test.setTimeout(240_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Nora Lind");
  const quote = await callStaff<{ id: string }>(page, "POST", "documents", {
    ...{ client_id: person.clientId, type: "quote", title: "Boathouse", content: exampleContent() },
  });
  await page.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await expectOrder(page, ["package", "extras", "fixed", "terms"]);
  const grip = (name: string) => page.getByRole("button", { name: `Carry ${name}`, exact: true });
  const said = (words: RegExp) => page.locator("[aria-live=polite]").filter({ hasText: words });

  // By mouse: what is carried folds, the others make room, and one step takes it back.
  await grip("Terms").scrollIntoViewIfNeeded();
  const from = await middle(grip("Terms"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 10, { steps: 3 });
  await expect(page.locator("[data-lifted]")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveCount(0);
  const top = (await blocks(page).first().boundingBox())?.y ?? 0;
  await page.mouse.move(from.x, Math.max(80, top), { steps: 12 });
  await expect(said(/lifted/)).toHaveCount(1);
  await page.mouse.move(from.x, Math.max(2, top - 20), { steps: 12 });
  await page.mouse.up();
  await expectOrder(page, ["terms", "package", "extras", "fixed"]);
  await expect(grip("Terms")).toBeFocused();
  await page.getByRole("button", { name: "Take back the last change" }).click();
  await expectOrder(page, ["package", "extras", "fixed", "terms"]);

  // Escape lets go without a change.
  await grip("Line items").scrollIntoViewIfNeeded();
  const lines = await middle(grip("Line items"));
  await page.mouse.move(lines.x, lines.y);
  await page.mouse.down();
  await page.mouse.move(lines.x, lines.y - 120, { steps: 6 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expectOrder(page, ["package", "extras", "fixed", "terms"]);
  await expect(page.locator("[data-lifted]")).toHaveCount(0);

  // By keys alone: blocks, then the options inside one.
  await grip("Terms").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(said(/^Terms, place 2 of 4$/)).toHaveCount(1);
  await page.keyboard.press("Space");
  await expectOrder(page, ["package", "terms", "extras", "fixed"]);
  await expect(grip("Terms")).toBeFocused();
  await grip("Drone footage").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  const extras = page.locator('[data-block="extras"]').getByRole("textbox", { name: "Name" });
  await expect(extras.first()).toHaveValue("Drone footage");
  await grip("Drone footage").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(extras.first()).toHaveValue("Album");
  await expect(extras.nth(1)).toHaveValue("Drone footage");
  await expect(grip("Drone footage")).toBeFocused();

  // A block is copied, removed, and brought back where it stood; the focus is never lost.
  const fold = (id: string) => page.locator(`[data-block="${id}"] [data-fold]`);
  await fold("terms").focus();
  await page.keyboard.press("ControlOrMeta+d");
  await expect(blocks(page)).toHaveCount(5);
  await expect(blocks(page).nth(2).locator("[data-fold]")).toBeFocused();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect(fold("terms")).toBeFocused();
  await page.getByRole("button", { name: "More for Terms" }).first().click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(blocks(page)).toHaveCount(4);
  await expect(blocks(page).nth(1).locator("[data-fold]")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.locator('[data-block="terms"][data-marked]')).toHaveCount(1);
  await expect(blocks(page)).toHaveCount(5);
  await page.keyboard.press("ControlOrMeta+y");
  await expect(blocks(page)).toHaveCount(4);

  // A block is added after the one at work; Escape adds none, and the focus goes back.
  await fold("package").focus();
  await page.keyboard.press("Alt+Enter");
  await expect(page.getByRole("menuitem", { name: /^Heading/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(fold("package")).toBeFocused();
  await page.keyboard.press("Alt+Enter");
  await page.getByRole("menuitem", { name: /^Heading/ }).press("Enter");
  await expect(blocks(page)).toHaveCount(5);
  await expect(blocks(page).nth(1)).toHaveAccessibleName("Heading, block 2 of 5");
  await expect(blocks(page).nth(1).getByRole("textbox")).toBeFocused();
  // What can do nothing more at the end keeps the focus.
  const up = page.getByRole("button", { name: "Move Heading up" });
  await up.press("Enter");
  await expect(blocks(page).first()).toHaveAccessibleName("Heading, block 1 of 5");
  await expect(up).toBeFocused();
  await up.press("Enter");
  await expect(up).toBeFocused();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help.getByText("In the editor: add a block after this one")).toBeVisible();
  await expectWell(page, shot, "staff-keys");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog", { name: "Publish this quote?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectWell(page, shot, "staff-editor-arranged");
  if (isMobile) {
    await expectThumbs(page);
  }
});
