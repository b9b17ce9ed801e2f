/** A contact of two clients acts for one at a time, in every tab, and sees nothing of the other. */
import {
  callStaff,
  deliverByCopy,
  expectNoSideways,
  expectWell,
  makeClient,
  publishQuote,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";

test("a contact of two clients switches, in every tab @both", async ({ page, browser, demo, guard, message, shot }) => {
  test.setTimeout(120_000);
  await signInStaff(page, demo, guard);
  const iris = await makeClient(page, "Iris Bergmann");
  const other = await callStaff<{ id: string }>(page, "POST", "clients", { name: "Quarry Lane", language: "en" });
  await callStaff(page, "PATCH", `clients/${other.id}`, { portal_enabled: true });
  await callStaff(page, "POST", "memberships", { client_id: other.id, contact_id: iris.contactId, role: "executive" });
  const first = await publishQuote(page, iris.clientId, "Garden of the first");
  const second = await publishQuote(page, other.id, "Quarry of the second");
  const url = await deliverByCopy(page, first, iris);

  const context = await browser.newContext();
  await guard.watch(context);
  const tab = await context.newPage();
  await signInByDelivery(tab, url, message, iris.phone);
  const origin = new URL(url).origin;
  await expect(tab.getByRole("heading", { level: 1, name: first.title })).toBeVisible();

  // The other client's document: one click away, and nothing of it is told but whose it is.
  guard.expect(/409 .*\/api\/client\/documents\//);
  await tab.goto(origin + second.path);
  await expect(tab.getByRole("heading", { name: "This document is for Quarry Lane" })).toBeVisible();
  await expect(tab.getByText(second.title)).toHaveCount(0);
  await expectWell(tab, shot, "other-client");

  const watching = await context.newPage();
  await watching.goto(`${origin}/portal/documents`);
  await expect(watching.getByText(first.title)).toBeVisible();
  await expect(watching.getByText(second.title)).toHaveCount(0);

  await tab.getByRole("button", { name: "Switch to Quarry Lane" }).click();
  await expect(tab.getByRole("heading", { level: 1, name: second.title })).toBeVisible();
  // The other tab follows by itself.
  await expect(watching.getByText(second.title)).toBeVisible({ timeout: 20_000 });
  await expect(watching.getByText(first.title)).toHaveCount(0);

  await watching.setViewportSize({ width: 320, height: 640 });
  await expectNoSideways(watching);
  await watching.getByRole("button", { name: "Acting for Quarry Lane. Switch client" }).click();
  await expectWell(watching, shot, "switcher");
  await watching.getByRole("menuitem", { name: iris.clientName }).click();
  await expect(watching).toHaveURL(`${origin}/portal`);
  await expect(watching.getByText(first.title).first()).toBeVisible();
  await expect(watching.getByText(second.title)).toHaveCount(0);
  await context.close();
});
