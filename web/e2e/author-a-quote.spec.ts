/** Staff write a quote from nothing; the client sees exactly what the preview showed. */
import type { Locator } from "@playwright/test";
import { expectWell, makeClient, signInByDelivery, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

test("staff write, preview, publish and deliver a quote, and the client reads it", async ({
  page,
  context,
  demo,
  guard,
  message,
  shot,
  isMobile,
}) => {
  test.setTimeout(180_000);
  const client = await context.newPage();
  await page.bringToFront();
  await page.goto(demo.staff.url);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  guard.expect(/401 .*\/api\/admin\/session\)/);
  await expectWell(page, shot, "staff-sign-in");
  await signInStaff(page, demo, guard);
  // What is half typed is saved all the same: the browser complains about no answer of the server.
  const person = await makeClient(page, "Ines Okafor");

  await page.goto(`${demo.staff.url}/quotes`);
  await expect(page.getByRole("heading", { level: 1, name: "Quotes" })).toBeVisible();
  await page.getByRole("link", { name: "New quote" }).first().click();
  await page
    .getByRole("combobox", { name: "Client" })
    .or(page.getByRole("textbox", { name: "Client" }))
    .fill("Okafor");
  await page.getByRole("option", { name: person.clientName }).first().click();
  await page.getByLabel("Title").fill("Garden room");
  await expectWell(page, shot, "staff-new-quote");
  await page.getByRole("button", { name: "Start writing" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Garden room" }).first()).toBeVisible();
  await page.getByLabel("Introduction").fill("A room between the house and the garden.");
  const blocks = page.getByRole("region", { name: /, block \d+ of \d+$/ });
  const add = async (kind: string): Promise<Locator> => {
    const before = await blocks.count();
    await page.getByRole("button", { name: "Add a block" }).click();
    await page.getByRole("menuitem", { name: kind }).click();
    await expect(blocks).toHaveCount(before + 1);
    return blocks.nth(before);
  };
  const tiers = await add("Options");
  await tiers.getByLabel("Title").fill("Which size?");
  const options = tiers.getByRole("group");
  const tierGroups: [string, string][] = [
    ["Small", "9500"],
    ["Large", "14250.50"],
  ];
  for (const [index, [name, price]] of tierGroups.entries()) {
    if ((await options.count()) <= index) {
      await tiers.getByRole("button", { name: "Add option" }).click();
    }
    const option = options.nth(index);
    await option.getByLabel("Name").fill(name);
    await option.getByLabel("Price").fill(price);
    // The usual rate stands there before anybody types one.
    await expect(option.getByLabel("Tax in %")).toHaveValue(/^(19|21)$/);
    await option.getByLabel("Tax in %").fill("19");
  }
  const extras = await add("Options");
  await extras.getByLabel("Title").fill("Anything else?");
  await extras.getByText("Any of these").click();
  if ((await extras.getByRole("group").count()) === 0) {
    await extras.getByRole("button", { name: "Add option" }).click();
  }
  await extras.getByLabel("Name").fill("Floor heating");
  await extras.getByLabel("Price").fill("1800");
  const terms = await add("Terms");
  await terms.getByLabel("Text").fill("Half when we begin, half when you are happy.");
  const saved = page.getByRole("status").filter({ hasText: "Saved" });
  await expect(saved).toBeVisible();

  // A name and a price are taken away again: that is saved too, and publishing says what is missing.
  const draft = page.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.status() === 200);
  await extras.getByLabel("Name").fill("");
  await extras.getByLabel("Price").fill("");
  await draft;
  await expect(saved).toBeVisible();
  guard.expect(/422 .*\/publication\)/);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog", { name: "Publish this quote?" }).getByRole("button", { name: "Publish" }).click();
  await expect(extras.getByText("Enter a price.")).toBeVisible();
  await expect(extras.getByText("Something has to stand here.")).toBeVisible();
  await extras.getByLabel("Name").fill("Floor heating");
  await extras.getByLabel("Price").fill("1800");
  await expect(saved).toBeVisible();

  if (isMobile) {
    await page.getByText("What the client sees", { exact: true }).first().click();
  }
  await expect(
    page.getByRole("paragraph").filter({ hasText: "A room between the house and the garden." }),
  ).toBeVisible();
  await page.getByRole("radio", { name: "Large" }).check();
  await expect(page.getByText("€14,250.50").first()).toBeVisible();
  await expectWell(page, shot, "staff-editor");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const sure = page.getByRole("dialog", { name: "Publish this quote?" });
  await expect(sure).toContainText(person.clientName);
  await sure.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/Published as Q-\d{4}-\d{4}/)).toBeVisible();

  await page.getByRole("button", { name: "Deliver" }).click();
  const dialog = page.getByRole("dialog", { name: "Deliver to a contact" });
  await dialog.getByText("Copy link", { exact: true }).click();
  await dialog.getByRole("button", { name: "Make link" }).click();
  const link = page.getByRole("dialog", { name: "Link for Ines Okafor" });
  await expect(link.getByRole("img", { name: /QR code/ })).toBeVisible();
  const url = await link.evaluate((element) => {
    const values = [...element.querySelectorAll("input")].map((input) => input.value);
    return [...values, element.textContent ?? ""]
      .map((text) => /https?:\/\/\S+#d=[\w-]+/.exec(text)?.[0])
      .find(Boolean);
  });
  expect(url).toBeDefined();
  await expectWell(page, shot, "staff-delivery-link");

  await client.bringToFront();
  await signInByDelivery(client, url ?? "", message, person.phone);
  await expect(client.getByRole("heading", { level: 1, name: "Garden room" })).toBeVisible();
  await expect(client.getByText("A room between the house and the garden.")).toBeVisible();
  await expect(client.getByRole("radio", { name: "Small" })).toBeVisible();
  await expect(client.getByRole("checkbox", { name: "Floor heating" })).toBeVisible();
  await expect(client.getByText("Half when we begin, half when you are happy.")).toBeVisible();
  await expect(client.getByText("€14,250.50").first()).toBeVisible();
});
