/** Staff keep files: brought into folders, shown to the client, brought anew, restored, moved, withdrawn, deleted. */
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Route } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  expectThumbs,
  expectWell,
  makeClient,
  newCode,
  publishQuote,
  signInByDelivery,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";

type Version = { version: number; sha256: string; restored_from: number | null };
type Shown = { id: string; name: string; folder: string; status: string; version: number; versions: Version[] };
type Listed = { items: { id: string; name: string; folder: string; version: number; project_id: string | null }[] };

const fileOf = (name: string, words: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });

/** Chooses files by a button that opens the device's chooser. */
async function choose(page: Page, button: string, files: ReturnType<typeof fileOf>[] | string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  const main = page.getByRole("main");
  await main
    .getByRole("button", { name: button })
    .or(page.getByRole("menuitem", { name: button }))
    .first()
    .click();
  await (await chooser).setFiles(files);
}

/** What the client's own API answers, with the session of its page. */
const filesOfClient = (page: Page): Promise<Listed> =>
  page.evaluate(async () => (await fetch(new URL("/api/client/files", location.origin))).json());

const row = (page: Page, name: string) => page.getByRole("main").locator("tbody tr").filter({ hasText: name });
const acts = (page: Page) => page.getByRole("region", { name: "What to do with the marked files" });

/** Where what floats above the end of the page has its own place: elsewhere it may cover half a row. */
const toEnd = (page: Page) => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));

test("files are brought into a folder, published, brought anew, restored, moved and withdrawn", async ({
  page,
  browser,
  demo,
  guard,
  hasTouch,
  message,
  shot,
}) => {
  test.setTimeout(240_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Mara Holt");
  const link = await deliverByCopy(page, await publishQuote(page, person.clientId, "Boat house"), person);
  const project = await callStaff<{ id: string }>(page, "POST", "projects", {
    ...{ client_id: person.clientId, code: newCode(), name: "Boat house by the lake" },
  });
  const elsewhere = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(elsewhere);
  const theirs = await elsewhere.newPage();
  await signInByDelivery(theirs, link, message, person.phone);

  // A folder that is not there yet is opened, and kept by what is brought into it.
  await page.goto(`${demo.staff.url}/projects/${project.id}`);
  const files = page.getByRole("region", { name: "Files", exact: true });
  await files.getByRole("button", { name: "More ways to upload" }).first().click();
  await page.getByRole("menuitem", { name: "New folder" }).click();
  const naming = page.getByRole("dialog", { name: "New folder" });
  await naming.getByRole("button", { name: "Open folder" }).click();
  await expect(naming.getByText("Enter a name.")).toBeVisible();
  await naming.getByLabel("Name").fill("Plans/Ground floor");
  await expectWell(page, shot, "staff-new-folder");
  await naming.getByRole("button", { name: "Open folder" }).click();
  await expect(page).toHaveURL(/folder=Plans%2FGround/);
  await expect(files.getByText("Nothing in this folder yet")).toBeVisible();
  await choose(page, "Upload files", [
    fileOf("north.txt", "The north wall, as first drawn"),
    fileOf("south.txt", "The south wall"),
    fileOf("east.txt", "The east wall"),
  ]);
  await expect(page.getByText("3 of 3 uploaded")).toBeVisible();
  for (const name of ["north.txt", "south.txt", "east.txt"]) {
    // It was checked.
    await expect(row(page, name).getByText("Draft", { exact: true })).toBeVisible();
  }
  await expect(files.getByRole("navigation", { name: "Where you are" })).toContainText("Ground floor");
  await page.getByRole("region", { name: "Uploads" }).getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("3 of 3 uploaded")).toHaveCount(0);
  expect((await filesOfClient(theirs)).items).toEqual([]);

  // One is published: the client has this one, in its folder.
  await page.getByRole("checkbox", { name: "Mark north.txt" }).click();
  await toEnd(page);
  await expectWell(page, shot, "staff-files-marked");
  if (hasTouch) {
    await expectThumbs(page);
  }
  await acts(page).getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog", { name: "Publish 1 file?" }).getByRole("button", { name: "Publish" }).click();
  await expect(row(page, "north.txt").getByText("Published", { exact: true })).toBeVisible();
  await expect(row(page, "south.txt").getByText("Draft", { exact: true })).toBeVisible();
  expect((await filesOfClient(theirs)).items).toMatchObject([
    { name: "north.txt", folder: "Plans/Ground floor", version: 1, project_id: project.id },
  ]);

  // A new version is the client's as soon as it is checked; the first one comes back as the third.
  await page.getByRole("link", { name: "north.txt" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "north.txt" })).toBeVisible();
  const id = page.url().split("/").pop() ?? "";
  const known = () => callStaff<Shown>(page, "GET", `files/${id}`);
  await expect(page.getByText(`${person.clientName} sees version 1.`)).toBeVisible();
  await choose(page, "New version", [fileOf("north, again.txt", "The north wall, as drawn anew")]);
  await expect(page.getByText(`${person.clientName} sees version 2.`)).toBeVisible();
  expect((await filesOfClient(theirs)).items).toMatchObject([{ name: "north.txt", version: 2 }]);
  await page.getByRole("button", { name: "Restore version 1" }).click();
  const restoring = page.getByRole("dialog", { name: "Restore version 1?" });
  await expect(restoring).toContainText(`Version 3 is made of it, and ${person.clientName} sees it from now on.`);
  await restoring.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText(`${person.clientName} sees version 3.`)).toBeVisible();
  const versions = (await known()).versions;
  expect(versions.map(({ version, restored_from }) => [version, restored_from])).toEqual([
    [3, 1],
    [2, null],
    [1, null],
  ]);
  expect(versions[0]?.sha256).toBe(versions[2]?.sha256);
  await expectWell(page, shot, "staff-file");
  if (hasTouch) {
    await expectThumbs(page);
  }
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download north.txt" }).click();
  expect(await readFile(await (await download).path(), "utf8")).toBe("The north wall, as first drawn");

  // Another name and another folder, and back again.
  const edit = async (name: string, folder: string) => {
    await page.getByRole("button", { name: "More for north" }).click();
    await page.getByRole("menuitem", { name: "Rename or move" }).click();
    const dialog = page.getByRole("dialog", { name: "Rename or move" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("combobox", { name: "Folder" }).fill(folder);
    await dialog.getByRole("button", { name: "Save" }).click();
  };
  await edit("north wall.txt", " Walls / ");
  await expect(page.getByRole("heading", { level: 1, name: "north wall.txt" })).toBeVisible();
  expect(await known()).toMatchObject({ name: "north wall.txt", folder: "Walls" });
  expect((await filesOfClient(theirs)).items).toMatchObject([{ name: "north wall.txt", folder: "Walls" }]);
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "north.txt" })).toBeVisible();
  expect(await known()).toMatchObject({ name: "north.txt", folder: "Plans/Ground floor" });

  // Withdrawn, it is nobody's; published again it is refused, and the other one stands in nobody's way.
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog", { name: "Withdraw “north.txt”?" }).getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText(`${person.clientName} no longer sees it.`)).toBeVisible();
  expect((await filesOfClient(theirs)).items).toEqual([]);
  guard.expect(/409 .*\/publication\)/);
  await page.goto(`${demo.staff.url}/projects/${project.id}?folder=Plans%2FGround+floor`);
  await page.getByRole("checkbox", { name: "Mark east.txt" }).click();
  await page.getByRole("checkbox", { name: "Mark north.txt" }).click({ modifiers: ["Shift"] });
  await expect(acts(page)).toContainText("2 marked");
  await acts(page).getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog", { name: "Publish 2 files?" }).getByRole("button", { name: "Publish" }).click();
  const refused = files.getByRole("alert");
  await expect(refused).toContainText("1 was refused:");
  await expect(refused).toContainText("north.txt: It was withdrawn, which is for good.");
  await expect(row(page, "east.txt").getByText("Published", { exact: true })).toBeVisible();
  await toEnd(page);
  await expectWell(page, shot, "staff-files-refused");

  // A draft goes for good.
  await page.getByRole("link", { name: "south.txt" }).click();
  await page.getByRole("button", { name: "More for south.txt" }).click();
  await page.getByRole("menuitem", { name: "Delete draft" }).click();
  await page.getByRole("dialog", { name: "Delete “south.txt”?" }).getByRole("button", { name: "Delete draft" }).click();
  await expect(page).toHaveURL(/\/files\?client=/);
  await expect(page.getByRole("link", { name: /^Plans/ })).toContainText("2 files");
  const left = await callStaff<Listed>(page, "GET", `files?client_id=${person.clientId}`);
  expect(left.items.map(({ name }) => name)).toEqual(["east.txt", "north.txt"]);
  await elsewhere.close();
});

test("a whole folder is brought for a client that is asked for, and goes on while one is elsewhere", async ({
  page,
  demo,
  guard,
  hasTouch,
  shot,
}) => {
  test.setTimeout(150_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Kai Berg");
  const folder = join(await mkdtemp(join(tmpdir(), "portico-files-")), "Survey");
  await mkdir(join(folder, "Photos"), { recursive: true });
  await writeFile(join(folder, "report.txt"), "All is dry.");
  await writeFile(join(folder, "Photos", "cellar.txt"), "A photo of the cellar");
  await writeFile(join(folder, ".DS_Store"), "of the system");

  await page.goto(`${demo.staff.url}/files`);
  await page.getByRole("button", { name: "More ways to upload" }).first().click();
  await choose(page, "Upload a folder", folder);
  const where = page.getByRole("dialog", { name: "Where do these 2 files go?" });
  await expect(where).toContainText("Survey/Photos/cellar.txt");
  await where.getByRole("button", { name: "Upload" }).click();
  await expect(where.getByText("Choose a client.")).toBeVisible();
  await where.getByLabel("Client").fill(person.clientName);
  await page.getByRole("option", { name: person.clientName }).click();
  await expectWell(page, shot, "staff-files-where");

  // The bytes are held, and let go from another page.
  const held: Route[] = [];
  let isHeld = true;
  await page.route(/\/api\/admin\/uploads\/[\w-]+$/, (route) => (isHeld ? void held.push(route) : route.continue()));
  await where.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByText("0 of 2 uploaded")).toBeVisible();
  if (hasTouch) {
    await page.getByRole("button", { name: "Open the menu" }).click();
  }
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Quotes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Quotes" })).toBeVisible();
  await expect(page.getByText("0 of 2 uploaded")).toBeVisible();
  await toEnd(page);
  await expectWell(page, shot, "staff-uploads");
  await expect.poll(() => held.length).toBe(2);
  isHeld = false;
  await Promise.all(held.map((route) => route.continue()));
  await expect(page.getByText("2 of 2 uploaded")).toBeVisible();

  // The folders are there, each with what lies in it; a search looks into all of them.
  await page.goto(`${demo.staff.url}/files?client=${person.clientId}`);
  await page.getByRole("link", { name: /^Survey/ }).click();
  await expect(row(page, "report.txt").getByText("Draft", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Photos/ })).toContainText("1 file");
  await toEnd(page);
  await expectWell(page, shot, "staff-files");
  if (hasTouch) {
    await expectThumbs(page);
  }
  await page.getByRole("link", { name: /^Photos/ }).click();
  await expect(page.getByRole("link", { name: "cellar.txt" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "report.txt" })).toBeVisible();
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Search files" });
  await expect(field).toBeFocused();
  await field.fill("cellar");
  await expect(row(page, "cellar.txt")).toContainText("Survey / Photos");
  await expect(page.getByRole("link", { name: "report.txt" })).toHaveCount(0);
  await field.blur();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "cellar.txt" })).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: "Mark cellar.txt" })).toBeChecked();

  // Many are moved at once, and back again.
  await acts(page).getByRole("button", { name: "Move" }).click();
  const moving = page.getByRole("dialog", { name: "Move 1 file" });
  await moving.getByRole("combobox", { name: "Folder" }).fill("Archive/2026");
  await expectWell(page, shot, "staff-files-move");
  await moving.getByRole("button", { name: "Move" }).click();
  await expect(row(page, "cellar.txt")).toContainText("Archive / 2026");
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "cellar.txt")).toContainText("Survey / Photos");
});

test("who may not publish brings and moves files, and is offered nothing that would be refused", async ({
  page,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(90_000);
  const member = demo.staff_roles.find(({ role }) => role === "member");
  if (member === undefined) {
    throw new Error("the demo names no member");
  }
  await signInStaff(page, demo, guard, member);
  const { items } = await callStaff<{ items: { id: string }[] }>(page, "GET", "projects");
  await page.goto(`${demo.staff.url}/projects/${items[0]?.id}`);
  const name = `measures ${newCode()}.txt`;
  await choose(page, "Upload files", [fileOf(name, "Two metres by one")]);
  await expect(row(page, name).getByText("Draft", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: `Mark ${name}` }).click();
  await expect(acts(page).getByRole("button", { name: "Move" })).toBeVisible();
  await expect(acts(page).getByRole("button", { name: "Publish" })).toHaveCount(0);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText(/ sees nothing of it yet\.$/)).toBeVisible();
  await expect(page.getByRole("button", { name: `Download ${name}` })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Publish|Withdraw)/ })).toHaveCount(0);
  await expectWell(page, shot, "staff-file-member");
});
