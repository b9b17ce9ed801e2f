/** Every page in both brands, light and dark, and on the narrowest screen. */

import type { Page } from "@playwright/test";
import {
  callStaff,
  expectNoSideways,
  expectThumbs,
  expectWell,
  ownerOf,
  signInContact,
  signInOperator,
  signInStaff,
} from "./support/acts";
import { bringAsStaff, pdfOf } from "./support/files";
import { expect, linkIn, test } from "./support/portico";

const NARROW = { width: 320, height: 640 };

/** Nothing is wider than the narrowest screen. */
async function expectNarrow(page: Page, usual: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await page.setViewportSize(usual);
}

for (const index of [0, 1]) {
  test(`the client's pages, brand ${index + 1}`, async ({ page, brand, guard, hasTouch, message, shot }) => {
    test.setTimeout(150_000);
    const own = brand(index);
    const name = `brand-${index + 1}`;
    const usual = page.viewportSize() ?? NARROW;
    await page.goto(`${own.url}/login`);
    await expectWell(page, shot, `${name}-login`);
    if (hasTouch) {
      await expectThumbs(page);
    }
    await expectNarrow(page, usual);

    for (const [path, title] of [
      ["/privacy", "Privacy"],
      ["/imprint", "Imprint"],
    ] as const) {
      await page.goto(`${own.url}/login`);
      await page.getByRole("link", { name: title }).click();
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`${path}(\\?|$)`));
      await expectWell(page, shot, `${name}${path.replace("/", "-")}`);
      await page.setViewportSize(NARROW);
      await expectNoSideways(page);
      await page.setViewportSize(usual);
    }

    const contact = own.contacts[0];
    await signInContact(page, own, contact, message);
    const pages: [string, string, RegExp][] = [
      ["home", "/portal", /^Good (morning|afternoon|evening), /],
      ["documents", "/portal/documents", /^Documents$/],
      ["files", "/portal/documents/files", /^Files$/],
      ["history", "/portal/history", /^History$/],
      ["settings", "/portal/settings", /^Settings$/],
      ["people", "/portal/people", /^People$/],
      ["projects", "/portal/projects", /./],
      ["quote", own.quote_path, /./],
      ["missing", "/portal/nowhere", /This page is not here/],
    ];
    for (const [key, path, heading] of pages) {
      await page.goto(own.url + path);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectWell(page, shot, `${name}-${key}`);
      if (hasTouch) {
        await expectThumbs(page);
      }
      await expectNarrow(page, usual);
    }

    // A document of nobody looks like one that is somebody else's.
    guard.expect(/404 .*\/api\/client\/documents\//);
    await page.goto(`${own.url}/documents/2026/nowhere`);
    await expect(page.getByRole("heading", { name: "This document is not here" })).toBeVisible();
    await expectWell(page, shot, `${name}-no-document`);
  });

  test(`the staff's pages, brand ${index + 1}`, async ({ page, brand, demo, guard, message, shot }) => {
    test.setTimeout(360_000);
    const name = `staff-${index + 1}`;
    const usual = page.viewportSize() ?? NARROW;
    await signInStaff(page, demo, guard, ownerOf(demo, brand(index)));
    const pages: [string, string, string][] = [
      ["home", "/home", "Home"],
      ["waiting", "/waiting", "Waiting for client"],
      ["inbox", "/inbox", "Inbox"],
      ["quotes", "/quotes", "Quotes"],
      ["new-document", "/quotes/new", "New document"],
      ["templates", "/quotes/templates", "Templates"],
      ["projects", "/projects", "Projects"],
      ["files", "/files", "Files"],
      ["clients", "/clients", "Clients"],
      ["settings", "/settings", "Settings"],
      ["document-types", "/settings/document-types", "Document types"],
      ["approval", "/settings/approval", "Approval"],
      ["reminders", "/settings/reminders", "Reminders"],
      ["methods", "/payment-methods", "Payment methods"],
      ["audit", "/audit", "Audit"],
      ["outgoing", "/outgoing", "Outgoing messages"],
      ["branding", "/branding", "Branding"],
      ["team", "/team", "Team"],
      ["account", "/account", "Your account"],
      ["addresses", "/addresses", "Addresses"],
      ["legal", "/legal-pages", "Legal pages"],
      ["sign-in-settings", "/settings/sign-in", "Sign-in settings"],
      ["orgs", "/orgs", "Orgs"],
      ["keys", "/api-keys", "API keys"],
    ];
    for (const [key, path, heading] of pages) {
      await page.goto(demo.staff.url + path);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectWell(page, shot, `${name}-${key}`);
      await expectNarrow(page, usual);
    }

    // Somebody is invited, and follows the link; used or over, it says so.
    await page.goto(`${demo.staff.url}/team`);
    await page.getByRole("button", { name: "Invite somebody" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite somebody" });
    const email = `new-${index + 1}@team.example`;
    await dialog.getByLabel("Name").fill("Nele Neu");
    await dialog.getByLabel("E-mail").fill(email);
    await expectWell(page, shot, `${name}-team-dialog`);
    await expectNarrow(page, usual);
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("main").getByText("Nele Neu")).toBeVisible();
    guard.expect(/4\d\d .*\/api\/admin\/session\/invitation/);
    for (const [key, address, words] of [
      ["invitation", linkIn(await message(email)), "Hello Nele Neu."],
      ["invitation-over", `${demo.staff.url}/invitation#over`, "This link was used already or is over."],
    ] as const) {
      // The address differs in its fragment alone, which loads no page anew.
      await page.goto("about:blank");
      await page.goto(address);
      await expect(page.getByText(words)).toBeVisible();
      await expectWell(page, shot, `${name}-${key}`);
      await expectNarrow(page, usual);
    }
    await page.goto(`${demo.staff.url}/clients`);
    await page.getByRole("main").getByRole("link").first().click();
    await expect(page).toHaveURL(/\/clients\/[\w-]+$/);
    await expect(page.getByRole("heading", { name: "Contacts" })).toBeVisible();
    await expectWell(page, shot, `${name}-client`);
    await expectNarrow(page, usual);
    await page.getByRole("link", { name: "All settings" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Client settings" })).toBeVisible();
    await expectWell(page, shot, `${name}-client-settings`);
    await expectNarrow(page, usual);

    // Projects of the client whose page stood open; the demo may have none of its own.
    const clientId = page.url().split("/").at(-2) ?? "";
    const body = { client_id: clientId, code: `${name}-${test.info().project.name}`, name: "A house by the water" };
    const { id } = await callStaff<{ id: string }>(page, "POST", "projects", body);
    await page.goto(`${demo.staff.url}/projects/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: body.name })).toBeVisible();
    await expectWell(page, shot, `${name}-project-empty`);
    await expectNarrow(page, usual);
    const said = { client_id: clientId, project_id: id, folder: "Plans/Ground floor" };
    const fileId = await bringAsStaff(
      page,
      pdfOf("A plan whose name is longer than a phone is wide.pdf", 2_000, 1),
      said,
    );
    await page.goto(`${demo.staff.url}/files?client=${clientId}&folder=Plans%2FGround+floor`);
    await expect(page.getByRole("link", { name: /^A plan/ })).toBeVisible();
    await expectWell(page, shot, `${name}-files-of-client`);
    await expectNarrow(page, usual);
    await page.goto(`${demo.staff.url}/files/${fileId}`);
    await expect(page.getByRole("heading", { level: 1, name: /^A plan/ })).toBeVisible();
    await expectWell(page, shot, `${name}-file`);
    await expectNarrow(page, usual);

    await page.goto(`${demo.staff.url}/quotes`);
    await page.getByRole("main").getByRole("table").getByRole("link").nth(1).click();
    await expect(page).toHaveURL(/\/quotes\/[\w-]+$/);
    await expect(page.getByRole("button", { name: "More actions" })).toBeVisible();
    await expectNarrow(page, usual);

    await page.setViewportSize(NARROW);
    await page.getByRole("button", { name: "Open the menu" }).click();
    await expect(page.getByRole("dialog").getByRole("link", { name: "Clients" })).toBeVisible();
    await page.getByRole("dialog").getByRole("link", { name: "Clients" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.setViewportSize(usual);
  });
}

test("the operator's pages", async ({ page, demo, guard, shot }) => {
  test.setTimeout(150_000);
  const usual = page.viewportSize() ?? NARROW;
  await signInOperator(page, demo, guard);
  for (const [key, path, heading] of [
    ["providers", "/providers", "Providers"],
    ["claims", "/domain-claims", "Domains waiting for proof"],
    ["jobs", "/jobs", "Jobs"],
    ["account", "/account", "Your account"],
  ] as const) {
    await page.goto(demo.operator.url + path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectWell(page, shot, `operator-${key}`);
    await expectNarrow(page, usual);
  }
  await page.goto(`${demo.operator.url}/providers`);
  await page.getByRole("button", { name: "New provider" }).click();
  await page.getByRole("button", { name: "Add a first client" }).click();
  await expectWell(page, shot, "operator-new-provider");
  await expectNarrow(page, usual);
});
