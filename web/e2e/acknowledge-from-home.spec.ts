/** The client's home: what is overdue stands first, and what is to be read is confirmed from there in two taps. */
import {
  callStaff,
  expectNoSideways,
  expectWell,
  makeClient,
  type Person,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

type Published = { id: string; number: string };

test("a plan is confirmed as read from the home, in two taps, and is gone in every tab", async ({
  page,
  context,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const boss = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(boss);
  const office = await boss.newPage();
  await signInStaff(office, demo, guard);
  const person: Person = await makeClient(office, "Greta Lind");
  const publish = async (title: string): Promise<Published> => {
    const content = {
      ...exampleContent(),
      intro: "What we mean to do.",
      blocks: [{ type: "terms", id: "terms", title: "Steps", markdown: "First the roof, then the walls." }],
      deposit: null,
      payment: { asks: false, offers: [], excluded_method_ids: [] },
    };
    const draft = await callStaff<Published>(office, "POST", "documents", {
      client_id: person.clientId,
      type: "plan",
      title,
      content,
    });
    return callStaff<Published>(office, "POST", `documents/${draft.id}/publication`, {});
  };
  const plan = await publish("Plan of the works");
  await publish("Plan of the garden");
  const delivery = await callStaff<{ url: string }>(office, "POST", `documents/${plan.id}/delivery`, {
    contact_id: person.contactId,
    channel: "copy",
  });
  await signInByDelivery(page, delivery.url, message, person.phone);
  const home = new URL("/portal", page.url()).href;
  const other = await context.newPage();
  await other.goto(home);
  await page.goto(home);
  const waiting = page.getByRole("region", { name: "Waiting for you" });
  const item = waiting.getByRole("listitem").filter({ hasText: "Plan of the works" });
  await expect(item).toContainText(`${plan.number}`);
  await expectWell(page, shot, "home-to-read");
  await expectNoSideways(page);

  // Only looked at: it stays.
  await item.getByRole("button", { name: "I have read this: Plan of the works" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that you have read it?" });
  await expect(dialog).toContainText(`“Plan of the works” (${plan.number}, version 1)`);
  await expect(dialog.getByRole("link", { name: "Read it: Plan of the works" })).toBeVisible();
  await expectWell(page, shot, "home-acknowledge");
  await page.keyboard.press("Escape");
  await expect(item.getByRole("button", { name: "I have read this: Plan of the works" })).toBeFocused();

  const elsewhere = other.getByRole("region", { name: "Waiting for you" }).getByText("Plan of the works");
  await expect(elsewhere).toBeVisible();
  await item.getByRole("button", { name: "I have read this: Plan of the works" }).click();
  await dialog.getByRole("button", { name: "I have read version 1" }).click();
  await expect(waiting.getByText("You confirmed that you have read “Plan of the works”.")).toBeVisible();
  await expect(item).toHaveCount(0);
  await expect(waiting.getByRole("listitem").filter({ hasText: "Plan of the garden" })).toBeVisible();
  await expect(elsewhere).toHaveCount(0);
  // The focus is not lost with the button that is gone.
  await page.keyboard.press("Tab");
  await expect(waiting.getByRole("link", { name: "Receipt" })).toBeFocused();

  await page.goto(new URL("/portal/history", page.url()).href);
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Plan of the works" });
  await expect(row).toContainText("Read and confirmed");
  await row.getByRole("link", { name: /^Receipt/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Greta Lind");
  await expect(page.getByRole("main")).toContainText("version 1");

  // A newer version in between: nothing is confirmed, and the way to read it stands there.
  await page.goto(home);
  const garden = waiting.getByRole("listitem").filter({ hasText: "Plan of the garden" });
  guard.expect(/409 .*\/api\/client\/decisions/);
  await page.route("**/api/client/decisions", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 409, json: { title: "Conflict", status: 409, code: "version_changed" } })
      : route.fallback(),
  );
  await garden.getByRole("button", { name: /^I have read this/ }).click();
  await dialog.getByRole("button", { name: "I have read version 1" }).click();
  await expect(dialog.getByText("There is a newer version now. Please read that one.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(garden).toBeVisible();
});
