/** Client and provider exchange files: brought, checked, fetched, replaced, and whole after the connection broke. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Request } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  expectNoSideways,
  expectThumbs,
  expectWell,
  makeClient,
  newCode,
  type Person,
  publishQuote,
  signInByDelivery,
  signInContact,
  signInStaff,
} from "./support/acts";
import { choose, download, drop, hashOf, pdfOf, publishFile } from "./support/files";
import { expect, test } from "./support/portico";

const MEBIBYTE = 1024 * 1024;
const NARROW = { width: 320, height: 640 };

async function beginProject(office: Page, person: Person, name: string): Promise<string> {
  const code = newCode();
  return (await callStaff<{ id: string }>(office, "POST", "projects", { client_id: person.clientId, code, name })).id;
}

/** A file in the list, by its name. */
const fileIn = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name, exact: true }) });

/** A file on its way, or that has just arrived. */
const uploadOf = (page: Page, name: string) =>
  page.getByRole("list", { name: "Uploads" }).getByRole("listitem").filter({ hasText: name });

test("a client brings files and fetches them again, and sees at once what the provider shares", async ({
  page,
  context,
  brand,
  demo,
  guard,
  message,
  shot,
}, info) => {
  test.setTimeout(240_000);
  const isPhone = info.project.name === "phone";
  const own = brand(0);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Runa Files");
  const quote = await publishQuote(office, person.clientId, "Shelves");
  const link = await deliverByCopy(office, quote, person);
  const project = await beginProject(office, person, "Shelves for the archive");

  await page.bringToFront();
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(`${own.url}/portal/documents`);
  await page.getByRole("navigation", { name: "Documents and files" }).getByRole("link", { name: "Files" }).click();
  await expect(page.getByText("No files yet")).toBeVisible();
  await expectWell(page, shot, "files-empty");

  const plan = pdfOf("Ground plan.pdf", 90_000, 1);
  const wish = pdfOf("What we wish for.pdf", 40_000, 2);
  await choose(page, "Upload files", isPhone ? [plan, wish] : [plan]);
  if (!isPhone) {
    await drop(page, wish);
  }
  for (const { name } of [plan, wish]) {
    await expect(uploadOf(page, name)).toContainText("Arrived and checked.");
    await expect(fileIn(page, name)).toContainText(`from ${person.clientName}`);
  }
  await expectWell(page, shot, "files-arrived");
  if (isPhone) {
    await expectThumbs(page);
  }
  expect(await download(page, "Download Ground plan.pdf")).toBe(hashOf(plan.buffer));
  await page.getByRole("button", { name: "Clear the list" }).click();
  await expect(page.getByRole("list", { name: "Uploads" })).toBeHidden();

  const offer = pdfOf("Offer of the joiner.pdf", 5_000, 3);
  await publishFile(office, offer, { client_id: person.clientId, project_id: project, folder: "Offers/Joiner" });
  await page.bringToFront();
  await page.getByRole("link", { name: "Offers" }).click();
  await page.getByRole("link", { name: "Joiner" }).click();
  await expect(fileIn(page, offer.name)).toContainText(/from (?!Runa)/);
  expect(await download(page, `Download ${offer.name}`)).toBe(hashOf(offer.buffer));
  const second = pdfOf("Drawing of the joiner.pdf", 6_000, 4);
  await publishFile(office, second, { client_id: person.clientId, project_id: project, folder: "Offers/Joiner" });
  await page.bringToFront();
  await expect(fileIn(page, second.name), "what staff share appears by itself").toBeVisible();
  await expectWell(page, shot, "files-folder");
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await page.setViewportSize(info.project.use.viewport ?? NARROW);
  await page.getByRole("button", { name: offer.name, exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("heading", { name: "Versions" })).toBeVisible();
  await expect(page.getByText("Bring a new version"), "the other side's file").toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "All files" }).click();

  await page.getByRole("button", { name: plan.name, exact: true }).click();
  const newer = pdfOf("anything.pdf", 91_000, 5);
  await page.getByLabel("What has changed").fill("The door is wider");
  await choose(page, "Choose a file", [newer]);
  const dialog = page.getByRole("dialog", { name: plan.name });
  const version = (number: number) => dialog.getByRole("listitem").filter({ hasText: `Version ${number}` });
  await expect(version(2)).toContainText("The door is wider");
  await expect(version(2)).toContainText(hashOf(newer.buffer));
  await expect(version(1)).toContainText(person.name);
  await expectWell(page, shot, "files-versions");
  if (isPhone) {
    await expectThumbs(page);
  }
  expect(await download(page, `Download version 1 of ${plan.name}`)).toBe(hashOf(plan.buffer));
  expect(await download(page, "Download")).toBe(hashOf(newer.buffer));
  await page.keyboard.press("Escape");
  await expect(fileIn(page, plan.name)).toContainText("Version 2");

  await page.getByLabel("Search by name").fill("joiner");
  await expect(fileIn(page, offer.name)).toContainText("in Offers / Joiner");
  await expect(fileIn(page, plan.name)).toHaveCount(0);
  await page.getByLabel("Search by name").fill("nothing of this name");
  await expect(page.getByText("No file of this name")).toBeVisible();
  await expectWell(page, shot, "files-no-match");
  await page.getByRole("button", { name: "Show all files" }).click();
  await page.getByRole("button", { name: "New folder" }).click();
  await page.getByLabel("Name of the folder").fill("a/b");
  await page.getByRole("button", { name: "Open the folder" }).click();
  await expect(page.getByText("A folder needs a name without slashes.")).toBeVisible();
  await expectWell(page, shot, "files-new-folder");
  await page.getByLabel("Name of the folder").fill("Photos");
  await page.getByRole("button", { name: "Open the folder" }).click();
  await expect(page.getByText("Nothing in “Photos” yet")).toBeVisible();
  const photo = pdfOf("Wall.pdf", 3_000, 6);
  await choose(page, "Upload files", [photo]);
  await expect(fileIn(page, photo.name)).toContainText("3 kB");

  await page.goto(`${own.url}/portal/projects/${project}`);
  const section = page.getByRole("region", { name: "Files", exact: true });
  await expect(section.getByRole("button", { name: plan.name, exact: true })).toBeVisible();
  const late = pdfOf("Late thought.pdf", 4_000, 7);
  await choose(page, "Upload files", [late]);
  await expect(uploadOf(page, late.name)).toContainText("Arrived and checked.");
  await expectWell(page, shot, "files-of-project");
  await section.getByRole("link", { name: "All files of this project" }).click();
  await expect(page).toHaveURL(new RegExp(`project=${project}`));
  await expect(fileIn(page, late.name)).toBeVisible();
});

test("an upload goes on by itself after the connection broke, and after a reload of the page", async ({
  page,
  context,
  brand,
  demo,
  guard,
  message,
}) => {
  test.setTimeout(240_000);
  guard.expect(/net::ERR_INTERNET_DISCONNECTED/);
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Silja Cut");
  const link = await deliverByCopy(office, await publishQuote(office, person.clientId, "Roof"), person);
  await page.bringToFront();
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(`${brand(0).url}/portal/documents/files`);

  // Of three parts the second is cut.
  const film = pdfOf("Film of the roof.pdf", 20 * MEBIBYTE, 8);
  let cuts = 0;
  await page.route("**/api/client/uploads/*", async (route) => {
    const { "upload-offset": offset } = route.request().headers();
    if (route.request().method() === "PATCH" && offset !== "0" && cuts === 0) {
      cuts += 1;
      await context.setOffline(true);
      await route.abort("internetdisconnected");
    } else {
      await route.continue();
    }
  });
  await choose(page, "Upload files", [film]);
  await expect(uploadOf(page, film.name)).toContainText("No connection. It goes on by itself");
  await context.setOffline(false);
  await expect(uploadOf(page, film.name)).toContainText("Arrived and checked.");
  expect(cuts).toBe(1);
  expect(await download(page, `Download ${film.name}`)).toBe(hashOf(film.buffer));

  // The second of three parts never comes back: the page is loaded anew in the meantime.
  const walk = pdfOf("Walk around the house.pdf", 20 * MEBIBYTE, 9);
  const path = join(await mkdtemp(join(tmpdir(), "portico-files-")), walk.name);
  await writeFile(path, walk.buffer);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.route("**/api/client/uploads/*", async (route) => {
    const { "upload-offset": offset } = route.request().headers();
    if (route.request().method() !== "PATCH" || offset === "0") {
      await route.continue();
    }
  });
  const bodies = (method: string) => sent.filter((request) => request.method() === method);
  const sent: Request[] = [];
  page.on("request", (request) => request.url().includes("/api/client/uploads") && sent.push(request));
  await choose(page, "Upload files", path);
  await expect.poll(() => bodies("PATCH").length).toBe(2);
  await page.getByRole("button", { name: `Pause ${walk.name}` }).click();
  await expect(uploadOf(page, walk.name)).toContainText("Paused at 8.4 MB of 21 MB");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();
  await expect(page.getByRole("list", { name: "Uploads" })).toBeHidden();
  await choose(page, "Upload files", path);
  await expect(uploadOf(page, walk.name)).toContainText("Arrived and checked.");
  expect(bodies("POST"), "begun once").toHaveLength(1);
  expect(await bodies("PATCH").at(2)?.headerValue("upload-offset")).toBe(String(8 * MEBIBYTE));
  expect(await download(page, `Download ${walk.name}`)).toBe(hashOf(walk.buffer));
});

test("who may not upload is offered none, and who may not read projects finds no files", async ({
  page,
  context,
  brand,
  message,
}) => {
  test.setTimeout(120_000);
  const own = brand(0);
  const [, viewer, billing] = own.contacts;
  await signInContact(page, own, viewer ?? own.contacts[0], message);
  await page.goto(`${own.url}/portal/documents/files`);
  await expect(page.getByRole("heading", { level: 1, name: "Files" })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Upload files" })).toHaveCount(0);
  await context.clearCookies();
  await signInContact(page, own, billing ?? own.contacts[0], message);
  await page.goto(`${own.url}/portal/documents`);
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Files" })).toHaveCount(0);
  await page.goto(`${own.url}/portal/documents/files`);
  await expect(page.getByRole("heading", { level: 1, name: "This page is not here" })).toBeVisible();
});
