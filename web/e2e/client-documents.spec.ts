/** The client's list of documents: narrowed by type, by state and by words, all of it kept in its address. */
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
import { exampleContent } from "./support/quote";
import { expectWholeWords } from "./support/words";

const NARROW = { width: 320, height: 640 };

test("documents are narrowed by their type, and the address keeps it", async ({
  page,
  context,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Signe Holm");
  const quote = await publishQuote(office, person.clientId, "Sauna by the lake");
  const plan = await callStaff<{ id: string }>(office, "POST", "documents", {
    ...{ client_id: person.clientId, type: "plan", title: "Plan of the sauna" },
    content: {
      ...exampleContent(),
      blocks: [{ type: "terms", id: "terms", title: "Steps", markdown: "First the stove." }],
      deposit: null,
      payment: { asks: false, offers: [], excluded_method_ids: [] },
    },
  });
  await callStaff(office, "POST", `documents/${plan.id}/publication`, {});
  const link = await deliverByCopy(office, quote, person);
  await page.bringToFront();
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(new URL("/portal/documents", page.url()).href);
  const rows = page.getByRole("main").getByRole("listitem").filter({ hasText: "Published" });
  await expect(rows).toHaveCount(2);
  const types = page.getByRole("combobox", { name: "Type" });
  await types.selectOption({ label: "Plan" });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Plan of the sauna");
  await expect(page).toHaveURL(/[?&]type=plan/);
  await page.reload();
  await expect(types).toHaveValue("plan");
  await expect(rows).toHaveCount(1);
  await expectWell(page, shot, "client-documents-by-type");
  const usual = page.viewportSize() ?? NARROW;
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await expectWholeWords(page.getByRole("navigation").first());
  await page.setViewportSize(usual);

  // Nothing is a plan with these words: one press leads back to everything.
  await page.getByRole("searchbox").fill("lake");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=lake/);
  await expectWell(page, shot, "client-documents-none");
  await page.getByRole("button", { name: "Show all documents" }).click();
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole("searchbox")).toHaveValue("");
  expect(new URL(page.url()).search).toBe("");
});
