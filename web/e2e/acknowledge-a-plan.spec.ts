/** A plan is written, published and delivered; the client confirms having read it, and each new version anew. */
import {
  callStaff,
  deliverByCopy,
  expectNoSideways,
  expectThumbs,
  expectWell,
  makeClient,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";

type Written = { id: string; number: string; year: number; slug: string };

test("a plan is read and confirmed, and a new version asks again", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
  isMobile,
}) => {
  test.setTimeout(240_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Runa Holt");
  const saved = page.getByRole("status").filter({ hasText: /^Saved$/ });

  // Staff choose the type, and the editor offers what goes with it: words, no prices, no end, no payment.
  await page.goto(`${demo.staff.url}/quotes/new?client=${person.clientId}`);
  await page.getByRole("radio", { name: /^Plan/ }).click();
  await page.getByLabel("Title").fill("The year on the water");
  await page.getByRole("button", { name: "Start writing" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The year on the water" }).first()).toBeVisible();
  await expect(page.getByText("Start with a heading, or with a text.")).toBeVisible();
  await expect(page.getByLabel("Valid until")).toHaveCount(0);
  await expect(page.getByText("Asks for a payment")).toHaveCount(0);
  await page.getByRole("button", { name: "Add a block" }).click();
  await expect(page.getByRole("menuitem", { name: "Line items" })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "Text" }).click();
  await page
    .getByRole("region", { name: /^Text, block 1 of 1$/ })
    .getByRole("textbox")
    .fill("We launch in **April**.");
  await expect(saved).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const sure = page.getByRole("dialog", { name: "Publish this document?" });
  await expect(sure).toContainText("is asked to confirm having read it");
  await sure.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/Published as P-/)).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  const shown = await callStaff<Written>(page, "GET", `documents/${id}`);
  const plan = {
    ...{ id, number: shown.number, title: "The year on the water" },
    path: `/documents/${shown.year}/${shown.slug}`,
  };
  const url = await deliverByCopy(page, plan, person);

  // The client finds it on its home and among its documents, by what it is.
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  const portal = demo.brands[0].url;
  await client.goto(`${portal}/portal`);
  await expect(client.getByRole("link", { name: /The year on the water/ }).first()).toBeVisible();
  await client.goto(`${portal}/portal/documents`);
  const row = client.getByRole("link", { name: /The year on the water/ });
  await expect(row).toContainText("Plan");
  await expect(row).toContainText("Waiting for you");
  await row.click();
  await expect(client.getByRole("heading", { level: 1, name: plan.title })).toBeVisible();
  await expect(client.locator("header").getByText("Plan", { exact: true })).toBeVisible();
  await expect(client.getByText("We launch in April.")).toBeVisible();
  await expectWell(client, shot, "client-plan");
  if (isMobile) {
    await expectThumbs(client);
  }
  await client.setViewportSize({ width: 320, height: 640 });
  await expectNoSideways(client);

  // On paper there is nothing to press.
  await client.emulateMedia({ media: "print" });
  await expect(client.getByRole("button").filter({ visible: true })).toHaveCount(0);
  await expect(client.getByText("We launch in April.")).toBeVisible();
  await client.emulateMedia({ media: "screen" });

  const confirm = async (version: number) => {
    await client.getByRole("button", { name: "I have read this" }).click();
    const saying = client.getByRole("dialog", { name: "Confirm that you have read it?" });
    await expect(saying).toContainText(`“${plan.title}” (${plan.number}, version ${version})`);
    await saying.getByRole("button", { name: `I have read version ${version}` }).click();
    await expect(client.getByText(/^Read and confirmed by Runa Holt on/)).toBeVisible();
    await expect(client.getByRole("button", { name: "I have read this" })).toHaveCount(0);
  };
  await confirm(1);
  await expectWell(client, shot, "client-plan-confirmed");

  // Staff see who confirmed which version, without a reload.
  await expect(page.locator("header").getByText("Read and confirmed")).toBeVisible();
  await page.getByText("Activity", { exact: true }).filter({ visible: true }).first().click();
  const list = page.getByRole("list").filter({ hasText: "Runa Holt" }).first();
  await expect(list).toContainText("Version 1");
  await expect(list).toContainText("The present version");
  await expectWell(page, shot, "staff-plan-confirmed");

  // A new version makes that old, tells whoever reads at the moment, and asks again.
  if (isMobile) {
    await page.getByText("Write", { exact: true }).filter({ visible: true }).first().click();
  }
  await page
    .getByRole("region", { name: /^Text, block 1 of 1$/ })
    .getByRole("textbox")
    .fill("We launch in **May**.");
  await expect(saved).toBeVisible();
  await page.getByRole("button", { name: "Publish new version" }).click();
  const again = page.getByRole("dialog", { name: "Publish a new version?" });
  await again.getByRole("button", { name: "Publish" }).click();
  await expect(client.getByText("We launch in May.")).toBeVisible();
  await expect(client.getByText("This document has just changed")).toBeVisible();
  await expect(page.locator("header").getByText("Waiting for client")).toBeVisible();
  await page.getByText("Activity", { exact: true }).filter({ visible: true }).first().click();
  await expect(list).toContainText("Before the present version");
  await confirm(2);
  await expect(list).toContainText("Version 2");
  await expect(page.getByRole("listitem").filter({ hasText: "Version 2" })).toContainText("The present version");
  await expect(page.getByRole("listitem").filter({ hasText: "Version 1" })).toContainText("Before the present version");
  await theirs.close();
});
