/** A document is published to be answered by one person of its client; the others see for whom it waits. */
import { callStaff, expectNoSideways, expectWell, makeClient, signInByDelivery, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

test("only the one who was named is asked, and a colleague reads for whom it waits", async ({
  page,
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
  const person = await makeClient(office, "Ida Fjord");
  await callStaff(office, "POST", "contacts", {
    client_id: person.clientId,
    role: "executive",
    language: "en",
    name: "Mara Fjord",
    email: `mara-${person.email}`,
    phone: null,
  });
  const content = {
    ...exampleContent(),
    intro: "What we mean to do.",
    blocks: [{ type: "terms", id: "terms", title: "Steps", markdown: "First the roof, then the walls." }],
    deposit: null,
    payment: { asks: false, offers: [], excluded_method_ids: [] },
  };
  const plan = await callStaff<{ id: string }>(office, "POST", "documents", {
    client_id: person.clientId,
    type: "plan",
    title: "Plan of the pier",
    content,
  });
  await office.goto(`${demo.staff.url}/quotes/${plan.id}`);
  await office.getByRole("button", { name: "Publish", exact: true }).click();
  const sure = office.getByRole("dialog", { name: "Publish this document?" });
  const asked = sure.getByRole("combobox", { name: "Ask these people" });
  await asked.click();
  await office.getByRole("option", { name: "Mara Fjord" }).click();
  await asked.press("Tab");
  await expectWell(office, shot, "publish-ask-these-people");
  await sure.getByRole("button", { name: "Publish" }).click();
  await expect(office.getByText(/Published as P-/)).toBeVisible();

  const delivery = await callStaff<{ url: string }>(office, "POST", `documents/${plan.id}/delivery`, {
    contact_id: person.contactId,
    channel: "copy",
  });
  await signInByDelivery(page, delivery.url, message, person.phone);
  await page.goto(new URL("/portal", page.url()).href);
  const waiting = page.getByRole("region", { name: "Waiting for you" });
  const item = waiting.getByRole("listitem").filter({ hasText: "Plan of the pier" });
  await expect(item).toContainText("Waits for Mara Fjord");
  await expect(item.getByRole("button")).toHaveCount(0);
  await expectWell(page, shot, "home-waits-for-a-colleague");
  await expectNoSideways(page);
  await item.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Plan of the pier" })).toBeVisible();
  await expect(page.getByRole("button", { name: "I have read this" })).toHaveCount(0);
});
