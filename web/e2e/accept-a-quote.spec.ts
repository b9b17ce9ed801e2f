/** The main job: a stranger gets an SMS and ends with a quote accepted and the ways to pay in front of them. */
import type { Locator } from "@playwright/test";
import { deliverByCopy, expectWell, makeClient, publishQuote, signInStaff } from "./support/acts";
import { codeIn, expect, linkIn, test } from "./support/portico";
import { CHOSEN } from "./support/quote";

test("invited by SMS, a client reads a quote, chooses, accepts and sees how to pay; the inbox shows it by itself @both", async ({
  page,
  context,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(180_000);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Mara Lindgren");
  const quote = await publishQuote(office, person.clientId, "Wedding at the lake");

  await office.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await office.getByRole("button", { name: "Deliver" }).click();
  const dialog = office.getByRole("dialog", { name: "Deliver to a contact" });
  await expect(dialog).toContainText(`Mara Lindgren gets an SMS to ${person.phone}`);
  await expectWell(office, shot, "staff-deliver");
  await dialog.getByRole("button", { name: "Send SMS" }).click();
  await expect(office.getByText("On its way to Mara Lindgren")).toBeVisible();
  const invitation = await message(person.phone);
  expect(invitation.channel).toBe("sms");
  await office.goto(`${demo.staff.url}/inbox`);
  await expect(office.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await expect(office.getByRole("link", { name: quote.title })).toHaveCount(0);

  await page.bringToFront();
  await page.goto(linkIn(invitation));
  await expect(page.getByText(/Code by SMS to .*\d{2}$/)).toBeVisible();
  await expect(page.locator("body")).not.toContainText(person.phone);
  await expectWell(page, shot, "sign-in-delivery");
  await page.getByRole("button", { name: "Send me a code" }).click();
  const code = codeIn(await message(person.phone));
  await expectWell(page, shot, "sign-in-code");
  await page.getByLabel("Six-digit code").fill(code);

  await page.waitForURL(`**${quote.path}`);
  await expect(page.getByRole("heading", { level: 1, name: quote.title })).toBeVisible();
  await page.getByRole("radio", { name: "Complete" }).check();
  await page.getByRole("checkbox", { name: "Drone footage" }).check();
  await page.getByRole("checkbox", { name: "Album" }).check();
  await expect(page.getByText(CHOSEN.total).filter({ visible: true }).first()).toBeVisible();
  await expectWell(page, shot, "quote");

  await page.getByRole("button", { name: "Accept quote" }).filter({ visible: true }).last().click();
  const accept = page.getByRole("dialog", { name: "Accept this quote?" });
  await expect(accept).toContainText(quote.number);
  await expect(accept.getByText("Drone footage")).toBeVisible();
  await accept.getByRole("radio", { name: /Deposit/ }).check();
  await expectWell(page, shot, "quote-accept");
  await accept.getByRole("button", { name: `Accept for ${CHOSEN.total}` }).click();

  await page.waitForURL(`**${quote.path}/confirmed`);
  await expect(page.getByRole("heading", { level: 1, name: "Thank you, Mara" })).toBeVisible();
  await expect(page.getByText(CHOSEN.deposit).first()).toBeVisible();
  for (const section of ["Crypto", "Cash & prepaid", "Transfers"]) {
    await expect(page.getByRole("heading", { level: 3, name: section })).toBeVisible();
  }
  await expect(page.getByText("We call you to agree on the day.")).toBeVisible();
  await expectWell(page, shot, "confirmed");

  // Nobody touched the office's page since before the answer.
  await expect(office.getByRole("link", { name: quote.title })).toBeVisible({ timeout: 2_000 });
  const entry = office.getByRole("listitem").filter({ hasText: quote.title });
  await expect(entry).toContainText(`Mara Lindgren of ${person.clientName} accepted`);
  await expect(entry).toContainText(CHOSEN.total);
  await expect(entry).toContainText("Complete, Drone footage, Album");
  await office.bringToFront();
  await expectWell(office, shot, "staff-inbox");

  // How far she came stands on her client's page.
  await office.goto(`${demo.staff.url}/clients/${person.clientId}`);
  const steps = office.getByRole("listitem").filter({ hasText: person.name }).getByRole("listitem");
  for (const step of ["Invited", "Delivered", "Opened", "Signed in", "Answered"]) {
    await expect(steps.filter({ hasText: step }).locator("time")).toHaveAttribute("datetime", /^\d{4}-/);
  }

  // What was accepted stays: the quote says so, and asks nothing more.
  await page.goto(new URL(quote.path, page.url()).href);
  const answer = page.getByRole("complementary", { name: /^Accepted by Mara Lindgren on/ });
  await expect(answer).toContainText(CHOSEN.total);
  await expect(answer).toContainText(CHOSEN.deposit);
  await expect(page.getByRole("button", { name: "Accept quote" })).toHaveCount(0);
  // What can't be changed any more offers nothing to change it with.
  await expect(page.getByText("Quantity 1", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /Album/ })).toHaveCount(0);
  await expectWell(page, shot, "quote-accepted");
  await answer.getByRole("link", { name: "Confirmation and payment" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Thank you, Mara" })).toBeVisible();
});

test("a quote is accepted with the keyboard alone", async ({ page, context, demo, guard, message, isMobile }) => {
  test.skip(isMobile, "a phone has no Tab key");
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Tomas Berg");
  const quote = await publishQuote(office, person.clientId, "Portraits of the team");
  const url = await deliverByCopy(office, quote, person);
  await page.bringToFront();

  await page.goto(url);
  const send = page.getByRole("button", { name: "Send me a code" });
  await expect(send).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Six-digit code")).toBeFocused();
  await page.keyboard.type(codeIn(await message(person.phone)));
  await page.waitForURL(`**${quote.path}`);

  const tabTo = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) {
        return;
      }
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  // Tab enters the group at the package that is suggested; the arrows choose another.
  await tabTo(page.getByRole("radio", { name: "Complete" }));
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "Essential" })).toBeChecked();
  await tabTo(page.getByRole("checkbox", { name: "Album" }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "Album" })).toBeChecked();
  await tabTo(page.getByRole("button", { name: "Accept quote" }).first());
  await page.keyboard.press("Enter");
  const accept = page.getByRole("dialog", { name: "Accept this quote?" });
  await tabTo(accept.getByRole("button", { name: /^Accept for/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Thank you, Tomas" })).toBeVisible();
});
