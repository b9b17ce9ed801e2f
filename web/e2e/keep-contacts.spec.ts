/** Staff keep the people of a client: who they are, how they are reached, what they may do, how they are invited. */
import type { Locator, Page } from "@playwright/test";
import { callStaff, expectNoSideways, expectWell, makeClient, publishQuote, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

type Shown = { contacts: { id: string; name: string; role: string; language: string | null; permissions: string[] }[] };

/** A field to choose from a list, in either of the roles that browsers give it. */
const choice = (within: Locator, name: string): Locator =>
  within.getByRole("combobox", { name }).or(within.getByRole("textbox", { name }));

async function openMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a contact is added, refused beside its field, changed, and given single permissions", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, demo, guard);
  guard.expect(/(422|409) .*\/api\/admin\/contacts/);
  const taken = await makeClient(page, "Tomas Berg");
  const person = await makeClient(page, "Ines Okafor");
  await page.goto(`${demo.staff.url}/clients/${person.clientId}`);
  const add = page.getByRole("dialog", { name: "Add contact" });
  await page.getByRole("button", { name: "Add contact" }).click();
  await add.getByRole("button", { name: "Add contact" }).click();
  await expect(add.getByText("Enter a name.")).toBeVisible();
  await expect(add.getByLabel("Name")).toBeFocused();
  await add.getByLabel("Name").fill("Noor Haddad");
  await add.getByLabel("E-mail").fill("noor at example");
  await add.getByRole("button", { name: "Add contact" }).click();
  await expect(add.getByText("Write an e-mail address such as ada@example.com.")).toBeVisible();
  await expect(add.getByLabel("Name")).toHaveValue("Noor Haddad");
  await expect(add.getByLabel("E-mail")).toHaveValue("noor at example");

  // What is typed is not lost by a key pressed by mistake.
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay here" }).click();
  await add.getByLabel("E-mail").fill(`noor-${person.email}`);
  await choice(add, "Role").click();
  await page.getByRole("option", { name: "Viewer" }).click();
  await add.getByRole("button", { name: "Add contact" }).click();

  // Nobody can be invited to nothing: the next step is to write a quote.
  const invite = page.getByRole("dialog", { name: "Invite Noor Haddad" });
  await expect(invite).toContainText("There is no published quote");
  await expect(invite.getByRole("link", { name: "Write a quote" })).toHaveAttribute(
    "href",
    new RegExp(`/quotes/new\\?client=${person.clientId}$`),
  );
  await expectWell(page, shot, "staff-invite-nothing");
  await invite.getByRole("button", { name: "Later" }).click();

  await openMenu(page, "Noor Haddad", "Edit");
  const edit = page.getByRole("dialog", { name: "Edit Noor Haddad" });
  await edit.getByLabel("E-mail").fill(taken.email);
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit.getByText("Another contact already has this email.")).toBeVisible();
  await edit.getByLabel("Name").fill("Noor El Haddad");
  await edit.getByLabel("E-mail").fill(`noor-${person.email}`);
  await choice(edit, "Language").click();
  await page.getByRole("option", { name: "German" }).click();
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Invite Noor El Haddad" })).toBeVisible();

  await page.getByRole("button", { name: "Viewer: role and permissions of Noor El Haddad" }).click();
  const may = page.getByRole("dialog", { name: "What Noor El Haddad may do" });
  await expect(may.getByLabel("Read projects")).toBeChecked();
  await expect(may.getByLabel("See amounts")).not.toBeChecked();
  await may.getByLabel("See amounts").check();
  await may.getByLabel("Acknowledge").uncheck();
  await expect(may.getByText("Added", { exact: true })).toBeVisible();
  await expect(may.getByText("Taken away", { exact: true })).toBeVisible();
  await expectWell(page, shot, "staff-permissions");
  await may.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /^Viewer, 2 changed/ })).toBeVisible();
  const client = await callStaff<Shown>(page, "GET", `clients/${person.clientId}`);
  const noor = client.contacts.find(({ name }) => name === "Noor El Haddad");
  expect(noor).toMatchObject({ language: "de", role: "viewer", permissions: ["read_projects", "see_money"] });
});

test("a contact sees the projects that are chosen for it, and all of them again", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Iris Okoye");
  const begin = (code: string, name: string) =>
    callStaff<{ id: string }>(page, "POST", "projects", { client_id: person.clientId, code, name });
  const [greenhouse] = [await begin(`G-${person.clientId}`, "Greenhouse"), await begin(`W-${person.clientId}`, "Well")];
  type Client = { contacts: { membership_id: string }[] };
  const { contacts } = await callStaff<Client>(page, "GET", `clients/${person.clientId}`);
  const assigned = () =>
    callStaff<{ project_ids: string[] | null }>(page, "GET", `memberships/${contacts[0]?.membership_id}/projects`);
  await page.goto(`${demo.staff.url}/clients/${person.clientId}`);
  const dialog = page.getByRole("dialog", { name: "Projects of Iris Okoye" });
  const open = () => openMenu(page, "Iris Okoye", "Projects");

  await open();
  await expect(dialog.getByLabel(/^All projects/)).toBeChecked();
  await dialog.getByLabel("Only some").check();
  await expect(dialog.getByText("With none chosen")).toBeVisible();
  await dialog.getByLabel("Greenhouse").check();
  await expectWell(page, shot, "staff-assign");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  expect(await assigned()).toEqual({ project_ids: [greenhouse.id] });

  await open();
  await expect(dialog.getByLabel("Only some")).toBeChecked();
  await expect(dialog.getByLabel("Greenhouse")).toBeChecked();
  await expect(dialog.getByLabel("Well")).not.toBeChecked();
  await dialog.getByLabel(/^All projects/).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  expect(await assigned()).toEqual({ project_ids: null });
});

test("an invitation delivers a quote; fields left unsaved are asked about", async ({ page, demo, guard, message }) => {
  test.setTimeout(90_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Ravi Menon");
  const quote = await publishQuote(page, person.clientId, "Stage lighting");
  await page.goto(`${demo.staff.url}/clients/${person.clientId}`);
  await page.getByRole("button", { name: "Invite Ravi Menon" }).click();
  const invite = page.getByRole("dialog", { name: "Invite Ravi Menon" });
  await expect(choice(invite, "What to read")).toHaveValue(`${quote.number} · Stage lighting`);
  await invite.getByText("E-mail", { exact: true }).click();
  await invite.getByRole("button", { name: "Send e-mail" }).click();
  expect((await message(person.email)).text).toContain("Stage lighting");
  await expect(page.getByText("On its way to Ravi Menon")).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite Ravi Menon" })).toHaveCount(0);

  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Menon & Daughters");
  await page.getByRole("link", { name: "New quote" }).click();
  const leave = page.getByRole("dialog", { name: "Leave without saving?" });
  await leave.getByRole("button", { name: "Stay here" }).click();
  await expect(name).toHaveValue("Menon & Daughters");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Menon & Daughters" })).toBeVisible();
  await expectNoSideways(page);
});

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#fff"/></svg>`;

test("staff put up a logo for the dark and an icon, and take them away", async ({ page, demo, guard, shot }) => {
  await signInStaff(page, demo, guard);
  await page.goto(`${demo.staff.url}/branding`);
  for (const [what, kind] of [
    ["Logo for dark surfaces", "logo_dark"],
    ["Icon of the browser's tab", "favicon"],
  ] as const) {
    const row = page.getByRole("listitem").filter({ hasText: what });
    const chosen = page.waitForEvent("filechooser");
    await row.getByRole("button", { name: /^(Upload|Replace)/ }).click();
    await (await chosen).setFiles({ name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from(LOGO) });
    await expect(row.getByRole("img", { name: what })).toHaveAttribute("src", new RegExp(`${kind}\\?v=`));
  }
  await expectWell(page, shot, "staff-branding-assets");
  for (const what of ["Logo for dark surfaces", "Icon of the browser's tab"]) {
    await page.getByRole("button", { name: `Remove: ${what}` }).click();
    await expect(page.getByRole("listitem").filter({ hasText: what }).getByText("None yet")).toBeVisible();
  }
  // Saving the other fields afterwards is not disturbed by what was uploaded between.
  await page.getByLabel("Support contact").fill("help@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});
