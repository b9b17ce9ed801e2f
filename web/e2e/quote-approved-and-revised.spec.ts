/** A quote whose type demands approval: sent, approved by a second person, accepted, revised, accepted again. */
import type { Page } from "@playwright/test";
import {
  callStaff,
  colleagueOf,
  deliverByCopy,
  expectWell,
  makeClient,
  ownerOf,
  type PublishedQuote,
  publishQuote,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

const published = (document: Written, title: string): PublishedQuote => ({
  id: document.id,
  number: document.number ?? "",
  title,
  path: `/documents/${document.year}/${document.slug}`,
});

type Written = { id: string; number: string | null; year: number | null; slug: string | null };

/** A contract has words only. */
const contractContent = (): object => ({
  ...exampleContent(),
  intro: "What we have agreed on.",
  blocks: [
    { type: "terms", id: "terms", title: "Terms", markdown: "We build, you pay." },
    { type: "signature", id: "sign", label: "Place, date, signature", signer: "client", name: null },
  ],
  deposit: null,
  payment: { asks: false, offers: [], excluded_method_ids: [] },
});

const statusOf = (page: Page, words: string | RegExp) => page.locator("header").getByText(words);

test("a contract is rejected, approved by a second person, published, and confirmed as read", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(240_000);
  const author = colleagueOf(demo);
  const boss = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(boss);
  const second = await boss.newPage();
  await signInStaff(second, demo, guard, ownerOf(demo, demo.brands[0]));
  const person = await makeClient(second, "Vera Costa");
  await callStaff(second, "PATCH", "settings/documents", { four_eyes: true });

  // Whoever writes it can't publish it: it goes to somebody else.
  await signInStaff(page, demo, guard, author);
  const written = await callStaff<Written>(page, "POST", "documents", {
    client_id: person.clientId,
    type: "contract",
    title: "Boathouse contract",
    content: contractContent(),
  });
  const address = `${demo.staff.url}/quotes/${written.id}`;
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Send for approval" }).click();
  const sending = page.getByRole("dialog", { name: "Send for approval?" });
  await expect(sending).toContainText("Whoever wrote it can't approve it");
  await sending.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/^Waits for approval since/)).toBeVisible();
  await expect(page.getByText("Somebody else has to approve it: you wrote it or sent it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expect(page.getByLabel("Introduction")).toHaveCount(0);
  await expectWell(page, shot, "staff-waits-for-approval");

  // Somebody else finds it, sends it back with a reason, and approves what comes again.
  await second.goto(`${demo.staff.url}/quotes`);
  await second.getByRole("combobox", { name: "Status" }).or(second.getByLabel("Status")).first().click();
  await second.getByRole("option", { name: "Waits for me" }).click();
  await second.getByRole("link", { name: "Boathouse contract" }).click();
  await second.getByRole("button", { name: "Reject" }).click();
  const rejecting = second.getByRole("dialog", { name: "Reject this draft?" });
  await rejecting.getByRole("button", { name: "Reject" }).click();
  await expect(rejecting.getByText("Say what has to change.")).toBeVisible();
  await rejecting.getByLabel("What has to change").fill("Say who brings the scaffold.");
  await rejecting.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText(/^Rejected by /)).toBeVisible();
  await expect(page.getByText("Say who brings the scaffold.")).toBeVisible();
  await expectWell(page, shot, "staff-rejected");
  await page.getByRole("button", { name: "Take it up again" }).click();
  await page.getByLabel("Introduction").fill("We bring the scaffold.");
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await page.getByRole("button", { name: "Send for approval" }).click();
  await sending.getByRole("button", { name: "Send" }).click();
  await expect(second.getByText(/^Waits for approval since/)).toBeVisible();
  await second.getByRole("button", { name: "Approve" }).click();
  await second.getByRole("dialog", { name: "Approve this draft?" }).getByRole("button", { name: "Approve" }).click();
  await expect(second.getByText(/^Approved by /)).toBeVisible();
  await second.getByRole("button", { name: "Publish", exact: true }).click();
  await second.getByRole("dialog", { name: "Publish this document?" }).getByRole("button", { name: "Publish" }).click();
  await expect(second.getByRole("button", { name: "Deliver" })).toBeVisible();

  // The client reads it and says so, of exactly this version.
  const shown = await callStaff<Written>(second, "GET", `documents/${written.id}`);
  const contract = published(shown, "Boathouse contract");
  const url = await deliverByCopy(second, contract, person);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  await expect(client.getByText("Place, date, signature")).toBeVisible();
  await expect(client.getByRole("button", { name: "Accept quote" })).toHaveCount(0);
  await expectWell(client, shot, "client-acknowledge");
  await client.getByRole("button", { name: "I have read this" }).click();
  const saying = client.getByRole("dialog", { name: "Confirm that you have read it?" });
  await expect(saying).toContainText(`“Boathouse contract” (${contract.number}, version 1)`);
  await saying.getByRole("button", { name: "I have read version 1" }).click();
  await expect(client.getByText(/^Read and confirmed by Vera Costa on/)).toBeVisible();
  await expect(client.getByRole("button", { name: "I have read this" })).toHaveCount(0);
  await expectWell(client, shot, "client-acknowledged");
  await expect(statusOf(second, "Read and confirmed")).toBeVisible();
  await boss.close();
  await theirs.close();
});

test("a quote that was accepted is revised and accepted again @both", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Vera Costa");
  const quote = await publishQuote(page, person.clientId, "Boathouse, second floor");
  const address = `${demo.staff.url}/quotes/${quote.id}`;
  const url = await deliverByCopy(page, quote, person);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  await signInByDelivery(client, url, message, person.phone);
  const accept = async () => {
    await client.getByRole("button", { name: "Accept quote" }).first().click();
    await client
      .getByRole("dialog")
      .getByRole("button", { name: /^Accept for/ })
      .click();
    await expect(client.getByRole("heading", { level: 1, name: /Vera/ })).toBeVisible();
  };
  await accept();

  // Accepted stays accepted: a change of it is a revision.
  await page.goto(address);
  await expect(page.getByText(/^Vera Costa accepted version 1 on/)).toBeVisible();
  await expect(page.getByLabel("Introduction")).toHaveCount(0);
  await expectWell(page, shot, "staff-accepted");
  await page.getByRole("button", { name: "Write a revision" }).click();
  const revising = page.getByRole("dialog", { name: "Write a revision?" });
  await expect(revising).toContainText("The accepted version 1 stays as it is.");
  await revising.getByLabel("Reason (optional)").fill("Stronger beams");
  await revising.getByRole("button", { name: "Write a revision" }).click();
  await expect(page.getByText("Reason: Stronger beams")).toBeVisible();
  await page.getByLabel("Introduction").fill("With stronger beams.");
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await expectWell(page, shot, "staff-revision");
  await page.getByRole("button", { name: "Publish new version" }).click();
  const again = page.getByRole("dialog", { name: "Publish this revision?" });
  await expect(again).toContainText("What was accepted with version 1 stays on record.");
  await again.getByRole("button", { name: "Publish" }).click();
  await expect(statusOf(page, "Waiting for client")).toBeVisible();

  // The client is asked again, told what it replaces, and both answers stay.
  await client.goto(demo.brands[0].url + quote.path);
  await expect(client.getByText(/^Vera Costa accepted version 1 on/)).toBeVisible();
  await expect(client.getByText("With stronger beams.")).toBeVisible();
  await expectWell(client, shot, "client-revision");
  await client.getByRole("button", { name: "Accept quote" }).first().click();
  await expect(client.getByRole("dialog")).toContainText("It takes the place of version 1");
  await client
    .getByRole("dialog")
    .getByRole("button", { name: /^Accept for/ })
    .click();
  await expect(client.getByRole("heading", { level: 1, name: /Vera/ })).toBeVisible();
  await expect(client.getByText(/version 2/i).first()).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("Vera Costa accepted version 1", { exact: true })).toBeVisible();
  await expect(page.getByText("Vera Costa accepted version 2", { exact: true })).toBeVisible();
  await theirs.close();
});
