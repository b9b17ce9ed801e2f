/** What is written once begins other documents: as a template for another client, and as a copy. */
import { callStaff, expectNoSideways, expectThumbs, expectWell, makeClient, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";
import { exampleContent } from "./support/quote";

type Draft = {
  id: string;
  status: string;
  number: string | null;
  client: { id: string };
  draft: { blocks: unknown[] };
};

test("a quote is kept as a template, begins another client's, and is copied", async ({
  page,
  demo,
  guard,
  shot,
  isMobile,
}) => {
  test.setTimeout(240_000);
  const usual = page.viewportSize() ?? { width: 1440, height: 900 };
  await signInStaff(page, demo, guard);
  const first = await makeClient(page, "Hedda Berg");
  const second = await makeClient(page, "Tomas Reyes");
  const quote = await callStaff<Draft>(page, "POST", "documents", {
    ...{ client_id: first.clientId, type: "quote", title: "Boat season", content: exampleContent() },
  });
  const idOnPage = () => page.url().split("/").at(-1) ?? "";
  const more = page.getByRole("button", { name: "More actions" });
  const choose = async (name: string) => {
    await more.click();
    await page.getByRole("menuitem", { name }).click();
  };

  // Where there is none yet, the page says how one comes to be.
  await page.goto(`${demo.staff.url}/quotes/templates`);
  await expect(page.getByText("No templates yet")).toBeVisible();
  await expectWell(page, shot, "staff-templates-empty");
  await page.getByRole("link", { name: "Go to the documents" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Quotes" })).toBeVisible();

  // What was typed a moment ago is part of the template. Closing gives the focus back.
  await page.goto(`${demo.staff.url}/quotes/${quote.id}`);
  await page.getByLabel("Introduction").fill("The same every spring.");
  await choose("Save as template");
  const saving = page.getByRole("dialog", { name: "Save as a template" });
  await expect(saving.getByLabel("Name of the template")).toHaveValue("Boat season");
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await choose("Save as template");
  await saving.getByLabel("Name of the template").fill("");
  await saving.getByRole("button", { name: "Save template" }).click();
  await expect(saving.getByText("Give it a name.")).toBeVisible();
  await saving.getByLabel("Name of the template").fill("Spring");
  await expectWell(page, shot, "staff-template-dialog");
  await saving.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByText("Saved as template “Spring”")).toBeVisible();

  // A name is taken once: said beside the field.
  guard.expect(/409 .*\/document-templates/);
  await choose("Save as template");
  await saving.getByLabel("Name of the template").fill("Spring");
  await saving.getByRole("button", { name: "Save template" }).click();
  await expect(saving.getByText("Another template has this name.")).toBeVisible();
  await expect(saving.getByLabel("Name of the template")).toBeFocused();
  await saving.getByLabel("Name of the template").fill("Spring, short");
  await saving.getByRole("button", { name: "Save template" }).click();
  await expect(saving).toHaveCount(0);

  // Another client's quote begins with it.
  await page.goto(`${demo.staff.url}/quotes/new?client=${second.clientId}`);
  await expect(page.getByRole("radio", { name: /^Quote/ })).toBeChecked();
  await page
    .getByRole("combobox", { name: "Start from" })
    .or(page.getByRole("textbox", { name: "Start from" }))
    .click();
  await page.getByRole("option", { name: "Spring", exact: true }).click();
  await expect(page.getByLabel("Title")).toHaveValue("Boat season");
  await expectWell(page, shot, "staff-new-from-template");
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSideways(page);
  await page.setViewportSize(usual);
  if (isMobile) {
    await expectThumbs(page);
  }
  await page.getByLabel("Title").fill("Boat season, Reyes");
  await page.getByRole("button", { name: "Start writing" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Boat season, Reyes" }).first()).toBeVisible();
  await expect(page.getByLabel("Introduction")).toHaveValue("The same every spring.");
  const begun = await callStaff<Draft>(page, "GET", `documents/${idOnPage()}`);
  expect(begun.id).not.toBe(quote.id);
  expect(begun.client.id).toBe(second.clientId);
  expect(begun.draft.blocks).toHaveLength(4);

  // And that one is copied back for the first client, under another title.
  await choose("Duplicate");
  const copying = page.getByRole("dialog", { name: "Duplicate this document?" });
  await expect(copying.getByLabel("Title")).toHaveValue("Boat season, Reyes");
  await expectWell(page, shot, "staff-duplicate-dialog");
  const client = copying.getByRole("combobox", { name: "Client" }).or(copying.getByRole("textbox", { name: "Client" }));
  await client.fill("Berg");
  await page.getByRole("option", { name: first.clientName }).first().click();
  await copying.getByLabel("Title").fill("Boat season, autumn");
  await copying.getByRole("button", { name: "Duplicate" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Boat season, autumn" }).first()).toBeVisible();
  await expect(page.getByLabel("Introduction")).toHaveValue("The same every spring.");
  const copy = await callStaff<Draft>(page, "GET", `documents/${idOnPage()}`);
  expect([quote.id, begun.id]).not.toContain(copy.id);
  expect(copy.client.id).toBe(first.clientId);
  expect([copy.status, copy.number]).toEqual(["draft", null]);

  // Templates are renamed and deleted, and used from their own page.
  await page.goto(`${demo.staff.url}/quotes/templates`);
  const row = (name: string) => page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
  await expect(row("Spring")).toContainText("Quote · Boat season · 4 blocks");
  await page.getByRole("button", { name: "Rename Spring", exact: true }).click();
  const renaming = page.getByRole("dialog", { name: "Rename the template" });
  await renaming.getByLabel("Name of the template").fill("Every spring");
  await renaming.getByRole("button", { name: "Save" }).click();
  await expect(row("Every spring")).toBeVisible();
  await expectWell(page, shot, "staff-templates");
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSideways(page);
  await page.setViewportSize(usual);
  if (isMobile) {
    await expectThumbs(page);
  }
  await page.getByRole("button", { name: "Delete Spring, short" }).click();
  const sure = page.getByRole("dialog", { name: "Delete this template?" });
  await expect(sure).toContainText("Those that were made with it stay as they are.");
  await sure.getByRole("button", { name: "Delete template" }).click();
  await expect(row("Spring, short")).toHaveCount(0);
  await page.getByRole("link", { name: "Use Every spring" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("Boat season");
  const kept = await callStaff<Draft>(page, "GET", `documents/${begun.id}`);
  expect(kept.draft.blocks).toHaveLength(4);
});
