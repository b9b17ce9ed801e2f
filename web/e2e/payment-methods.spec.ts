/** Payment methods: their order by keys and mouse, and what a client sees of one. */
import { callStaff, expectWell, ownerOf, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

test("payment methods are put in order by keys and by mouse, and shown as a client sees them", async ({
  page,
  brand,
  demo,
  guard,
  hasTouch,
  shot,
}) => {
  test.setTimeout(90_000);
  await signInStaff(page, demo, guard, ownerOf(demo, brand(1)));
  for (const [name, value] of [
    ["Bank of the north", "NO93 8601 1117 947"],
    ["Bank of the south", "IT60 X054 2811 101"],
    ["Bank of the west", "FR14 2004 1010 050"],
  ] as const) {
    await callStaff(page, "POST", "payment-methods", {
      section: "transfer",
      name,
      instructions: "Please name the number of the quote.",
      fields: [{ label: "Account", value }],
    });
  }
  await page.goto(`${demo.staff.url}/payment-methods`);
  const section = page.getByRole("region", { name: "Transfers" });
  const order = async () =>
    (await section.getByRole("button", { name: /^Carry Bank of/ }).all()).reduce<Promise<string[]>>(
      async (names, each) => [...(await names), ((await each.getAttribute("aria-label")) ?? "").slice(-5).trim()],
      Promise.resolve([]),
    );
  await expect.poll(order).toEqual(["north", "south", "west"]);

  const saved = () => page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  const grip = section.getByRole("button", { name: "Carry Bank of the north" });
  await grip.focus();
  await page.keyboard.press("Space");
  await expect(grip).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ArrowDown");
  await Promise.all([saved(), page.keyboard.press("Space")]);
  await expect.poll(order).toEqual(["south", "north", "west"]);
  await expect(grip).toBeFocused();
  await page.reload();
  await expect.poll(order).toEqual(["south", "north", "west"]);

  // Put back, nothing is changed.
  await grip.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect.poll(order).toEqual(["south", "north", "west"]);

  if (!hasTouch) {
    const [from, to] = [
      await section.getByRole("button", { name: "Carry Bank of the west" }).boundingBox(),
      await section.getByRole("button", { name: "Carry Bank of the south" }).boundingBox(),
    ];
    if (from === null || to === null) {
      throw new Error("there is nothing to carry by");
    }
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, from.y - 10, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y - 4, { steps: 8 });
    await Promise.all([saved(), page.mouse.up()]);
    await expect.poll(order).toEqual(["west", "south", "north"]);
  }

  await section.getByRole("button", { name: "See Bank of the south as the client does" }).click();
  const seen = page.getByRole("dialog", { name: "What the client sees" });
  await expect(seen).toContainText("Please name the number of the quote.");
  await expect(seen.getByText("IT60 X054 2811 101")).toBeVisible();
  await expect(seen.getByRole("button", { name: "Copy Account" })).toBeVisible();
  await expectWell(page, shot, "staff-method-preview");
  await page.keyboard.press("Escape");

  // The preview follows what is typed.
  await section.getByRole("button", { name: "Edit: Bank of the south" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit payment method" });
  await dialog.getByLabel("Name", { exact: true }).fill("Bank of the islands");
  await expect(dialog.getByRole("region", { name: "What the client sees" })).toContainText("Bank of the islands");

  // The code is a real one, for an example's amount, and waits until what it is made from is complete.
  await dialog.getByRole("combobox", { name: "QR code" }).click();
  await page.getByRole("option", { name: /SEPA/ }).click();
  const shown = dialog.getByRole("region", { name: "What the client sees" });
  await expect(shown).toContainText("The code shows here once");
  await dialog.getByLabel("Name of the account's owner").fill("Harbour House");
  await dialog.getByLabel("IBAN").fill("DE02120300000000202051");
  await expect(shown.getByRole("img", { name: "QR code of an example" })).toBeVisible();
  await expect(shown).toContainText("Example for €100");
  await expectWell(page, shot, "staff-method-code");
});
