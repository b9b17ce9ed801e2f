/** A client follows a project: from the home to all of them, to one, to its timeline; what staff move shows at once. */
import type { Page } from "@playwright/test";
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
import { expect, test } from "./support/portico";
import { expectWholeWords } from "./support/words";

const NARROW = { width: 320, height: 640 };
const DAY_MS = 86_400_000;

/** A date so many days from today. */
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

interface Begun {
  id: string;
  /** The milestone that was moved, and the one that was not. */
  moved: string;
  steady: string;
}

async function begin(office: Page, person: Person, name: string): Promise<string> {
  const code = newCode();
  const dates = { start_date: inDays(-60), due_date: inDays(60) };
  const body = { client_id: person.clientId, code, name, ...dates };
  return (await callStaff<{ id: string }>(office, "POST", "projects", body)).id;
}

/** A project half done, with a milestone that was moved by two weeks. */
async function beginWhole(office: Page, person: Person, name: string): Promise<Begun> {
  const id = await begin(office, person, name);
  const one = `projects/${id}`;
  await callStaff(office, "PATCH", one, { health: "amber", health_reason: "The boiler comes two weeks late." });
  const phase = (name: string, state: string, percent: number, from: number, to: number) => ({
    ...{ name, state, percent, start_date: inDays(from), end_date: inDays(to) },
  });
  const phases = [phase("Drawings", "done", 100, -60, -30), phase("Walls", "active", 50, -30, 20)];
  await callStaff(office, "PUT", `${one}/phases`, {
    revision: 1,
    phases: [...phases, phase("Stove", "planned", 0, 21, 60)],
  });
  const milestone = async (name: string, days: number) =>
    (await callStaff<{ id: string }>(office, "POST", `${one}/milestones`, { name, baseline_date: inDays(days) })).id;
  const [moved, steady] = [await milestone("Stove is lit", 30), await milestone("Walls stand", 18)];
  await move(office, id, moved, 44, "The boiler is on a ship.");
  for (const [side, description] of [
    ["client", "Choose the wood of the benches"],
    ["provider", "Close the roof"],
  ]) {
    await callStaff(office, "POST", `${one}/next-actions`, { side, description, due_date: inDays(9) });
  }
  const { revision } = await callStaff<{ revision: number }>(office, "GET", one);
  const contacts = [{ contact_id: person.contactId, what_for: "Decides" }];
  await callStaff(office, "PUT", `${one}/contacts`, { revision, contacts });
  return { id, moved, steady };
}

const move = (office: Page, id: string, milestone: string, days: number, reason: string): Promise<unknown> =>
  callStaff(office, "POST", `projects/${id}/milestones/${milestone}/moves`, { forecast_date: inDays(days), reason });

async function expectNarrow(page: Page): Promise<void> {
  const usual = page.viewportSize() ?? NARROW;
  await page.setViewportSize(NARROW);
  await expectNoSideways(page);
  await expectWholeWords(page.getByRole("navigation").first());
  await page.setViewportSize(usual);
}

test("a project is followed from the home to its timeline, and what staff move shows at once", async ({
  page,
  context,
  demo,
  guard,
  hasTouch,
  message,
  shot,
}) => {
  test.setTimeout(240_000);
  const look = async (name: string) => {
    await expectWell(page, shot, name);
    await expectNarrow(page);
    if (hasTouch) {
      await expectThumbs(page);
    }
  };
  const office = await context.newPage();
  await signInStaff(office, demo, guard);
  const person = await makeClient(office, "Tove Strand");
  const link = await deliverByCopy(office, await publishQuote(office, person.clientId, "Benches"), person);
  await page.bringToFront();
  await signInByDelivery(page, link, message, person.phone);

  // Nothing to follow yet: the home is silent about it, the list says what will be there.
  const home = new URL("/portal", page.url()).href;
  await page.goto(home);
  const stands = page.getByRole("region", { name: "Where your work stands" });
  await expect(page.getByRole("heading", { name: "Waiting for you" })).toBeVisible();
  await expect(stands).toHaveCount(0);
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link").filter({ visible: true })).toHaveCount(hasTouch ? 5 : 6);
  await navigation.getByRole("link", { name: "Projects" }).click();
  await expect(page.getByText("No projects yet")).toBeVisible();
  await look("client-projects-none");

  // The first one comes while the page is open, and is opened by itself.
  await begin(office, person, "Jetty");
  await expect(page.getByRole("heading", { level: 1, name: "Jetty" })).toBeVisible();
  await expect(page.getByText("The phases will be here once they are planned.")).toBeVisible();
  await expect(page.getByRole("link", { name: "All projects" })).toHaveCount(0);
  await look("client-project-bare");
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(
    page
      .getByText("No days yet")
      .or(page.getByRole("heading", { level: 1, name: "Timeline: Jetty" }))
      .first(),
  ).toBeVisible();
  await look("client-timeline-none");

  const begun = await beginWhole(office, person, "Sauna by the lake");
  await page.goto(home);
  const item = stands.getByRole("listitem").filter({ hasText: "Sauna by the lake" });
  await expect(item).toContainText("Needs attention");
  await expect(item).toContainText("50%");
  await expect(item).toContainText("Walls");
  await look("client-home-projects");

  await stands.getByRole("link", { name: /^Show all/ }).click();
  const cards = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: /P-\d+-\d+/ });
  await expect(cards).toHaveCount(2);
  const card = cards.filter({ hasText: "Sauna by the lake" });
  await expect(card).toContainText("now: Walls");
  // Each phase can be read, also where only its bar is seen.
  await expect(card.getByRole("list").getByRole("listitem")).toHaveText([
    /Drawings Done/,
    /Walls 50%/,
    /Stove Planned/,
  ]);
  await look("client-projects");
  await page.getByText("Completed", { exact: true }).click();
  await expect(page).toHaveURL(/[?&]status=completed/);
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.getByRole("button", { name: "Show all projects" }).click();
  await expect(cards).toHaveCount(2);
  await page.getByRole("searchbox").fill("sauna");
  await expect(cards).toHaveCount(1);
  await expect(page).toHaveURL(/[?&]q=sauna/);

  await card.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Sauna by the lake" })).toBeVisible();
  await expect(page.getByText("The boiler comes two weeks late.")).toBeVisible();
  const milestones = page.getByRole("region", { name: "Milestones" });
  const lit = milestones.getByRole("listitem").filter({ hasText: "Stove is lit" });
  await expect(lit).toContainText("14 days later");
  await expect(lit).toContainText("The boiler is on a ship.");
  const next = page.getByRole("region", { name: "What comes next" });
  await expect(next.getByRole("listitem")).toHaveText([/Choose the wood of the benches/, /Close the roof/]);
  await expect(page.getByRole("link", { name: "Write to Tove Strand" })).toHaveAttribute(
    "href",
    `mailto:${person.email}`,
  );
  await look("client-project");
  if (!hasTouch) {
    // On one screen: the last card ends above the edge.
    const ends = await page
      .getByRole("main")
      .getByRole("region")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().bottom));
    expect(Math.max(...ends)).toBeLessThanOrEqual(900);
  }

  // Staff move the other one: it shows without reloading.
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  await move(office, begun.id, begun.steady, 25, "It rained for a week.");
  const walls = milestones.getByRole("listitem").filter({ hasText: "Walls stand" });
  await expect(walls).toContainText("7 days later");
  await expect(walls).toContainText("It rained for a week.");
  expect(await page.evaluate(() => "isSame" in window)).toBe(true);

  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Timeline: Sauna by the lake" })).toBeVisible();
  await expect(page.getByText("The boiler is on a ship.").filter({ visible: true }).first()).toBeVisible();
  await look("client-timeline");
  if (!hasTouch) {
    const chart = page.getByRole("region", { name: /^Chart/ });
    const widthOf = () => chart.evaluate((part) => part.scrollWidth);
    const all = await widthOf();
    await page.getByText("Weeks", { exact: true }).click();
    await expect.poll(widthOf).toBeGreaterThan(all);
    // Keys scroll it, and who listens is read the tables.
    await chart.focus();
    const at = await chart.evaluate((part) => part.scrollLeft);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => chart.evaluate((part) => part.scrollLeft)).toBeLessThan(at);
    await expect(page.getByRole("table", { name: "Milestones" })).toContainText("14 days later");
    await look("client-timeline-weeks");
  }
  await page.getByText("Table", { exact: true }).click();
  const table = page.getByRole("table", { name: "Milestones" });
  await expect(table.getByRole("row", { name: /Stove is lit/ })).toContainText("The boiler is on a ship.");
  await expect(page.getByRole("table", { name: "Phases" }).getByRole("row")).toHaveCount(4);
  await look("client-timeline-table");
  await move(office, begun.id, begun.steady, 26, "And a day more.");
  await expect(table.getByRole("row", { name: /Walls stand/ })).toContainText("8 days later");
});

test("who may not read projects is shown none, and no way there", async ({
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
  const owner = await makeClient(office, "Bo Strand");
  const id = await begin(office, owner, "Sauna by the sea");
  // Whoever is responsible for bills alone reads no projects.
  const phone = `${owner.phone.slice(0, -2)}99`;
  const contact = { name: "Ida Strand", email: `ida-${owner.email}`, phone, role: "billing", language: "en" };
  const { id: contactId } = await callStaff<{ id: string }>(office, "POST", "contacts", {
    ...{ client_id: owner.clientId, ...contact },
  });
  const person = { ...owner, ...contact, contactId };
  const link = await deliverByCopy(office, await publishQuote(office, person.clientId, "Benches"), person);
  await page.bringToFront();
  await signInByDelivery(page, link, message, person.phone);
  await page.goto(new URL("/portal", page.url()).href);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Documents" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Projects" })).toHaveCount(0);
  for (const path of ["", `/${id}`, `/${id}/timeline`]) {
    await page.goto(new URL(`/portal/projects${path}`, page.url()).href);
    await expect(page.getByRole("heading", { level: 1, name: "This page is not here" })).toBeVisible();
  }
  await expectWell(page, shot, "client-projects-forbidden");
});

test("a project that is not there, and a list that does not come, say what to do", async ({
  page,
  brand,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(120_000);
  const own = brand(0);
  await signInContact(page, own, own.contacts[0], message);
  guard.expect(/(404|500) .*\/api\/client\/projects/);
  await page.goto(`${own.url}/portal/projects/01a1532f-2100-7001-8eaa-6caf347f7293`);
  await expect(page.getByRole("heading", { level: 1, name: "This project is not here" })).toBeVisible();
  await expectWell(page, shot, "client-project-missing");
  const list = /\/api\/client\/projects(\?|$)/;
  await page.route(list, (route) => route.fulfill({ status: 500, json: { title: "Broken", request_id: "7f3a91c2" } }));
  await page.goto(`${own.url}/portal/projects`);
  await expect(page.getByText("This didn't load")).toBeVisible();
  await page.unroute(list);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
});
