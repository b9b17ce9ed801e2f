/** Staff keep a project: its phases in order, milestones that move with a reason, what is to be done, whom to turn to. */
import type { Page, Route } from "@playwright/test";
import {
  callStaff,
  deliverByCopy,
  expectThumbs,
  expectWell,
  makeClient,
  newCode,
  publishQuote,
  signInStaff,
} from "./support/acts";
import { expect, test } from "./support/portico";

type Shown = {
  id: string;
  revision: number;
  phases: { id: string; name: string; state: string; percent: number }[];
  next_actions: { description: string; done_at: string | null }[];
  key_contacts: { name: string; what_for: string }[];
};

const project = (page: Page, id: string): Promise<Shown> => callStaff<Shown>(page, "GET", `projects/${id}`);
const part = (page: Page, name: string) => page.getByRole("region", { name });

test("a project is begun, put in order by keyboard, moved with a reason, and ticked off", async ({
  page,
  demo,
  guard,
  hasTouch,
  message,
  shot,
}) => {
  test.setTimeout(180_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Nora Lund");
  await deliverByCopy(page, await publishQuote(page, person.clientId, "Boat house"), person);
  const code = newCode();
  await callStaff(page, "POST", "projects", { client_id: person.clientId, code: `${code}-old`, name: "Jetty" });

  // From the client's page the client is chosen already; what is refused stands beside its field.
  guard.expect(/409 .*\/api\/admin\/projects\)/);
  await page.goto(`${demo.staff.url}/clients/${person.clientId}`);
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Boat house by the lake");
  await dialog.getByLabel("Code").fill(`${code}-old`);
  await dialog.getByLabel("Start").fill("2026-10-01");
  await dialog.getByLabel("Due").fill("2026-09-01");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog.getByText("It ends before it begins.")).toBeVisible();
  await dialog.getByLabel("Due").fill("2099-03-01");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog.getByText("Another project has this code.")).toBeVisible();
  await expect(dialog.getByLabel("Code")).toBeFocused();
  await expectWell(page, shot, "staff-new-project");
  await dialog.getByLabel("Code").fill(code);
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Boat house by the lake" })).toBeVisible();
  await expect(page).toHaveURL(/\/projects\/[\w-]+$/);
  const id = page.url().split("/").pop() ?? "";

  // Three phases; the last is carried to the front by keys, and one is removed and brought back.
  const phases = part(page, "Phases");
  await phases.getByRole("button", { name: "Add phases" }).click();
  for (const [place, name] of ["Frame", "Roof", "Survey"].entries()) {
    if (place > 0) {
      await phases.getByRole("button", { name: "Add a phase" }).click();
    }
    await phases.getByLabel("Name").nth(place).fill(name);
  }
  const names = () =>
    phases.getByRole("group").evaluateAll((all) => all.map((each) => each.querySelector("legend")?.textContent));
  await phases.getByRole("button", { name: "Carry Survey" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect.poll(names).toEqual(["Survey", "Frame", "Roof"]);
  await phases.getByRole("button", { name: "Remove: Roof" }).click();
  await expect.poll(names).toEqual(["Survey", "Frame"]);
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).toEqual(["Survey", "Frame", "Roof"]);
  const first = phases.getByRole("group", { name: "Survey" });
  await first
    .getByRole("combobox", { name: "State" })
    .or(first.getByRole("textbox", { name: "State" }))
    .click();
  await page.getByRole("option", { name: "Done" }).click();
  await expect(first.getByLabel("Done, %")).toHaveValue("100");
  await phases.getByRole("group", { name: "Roof" }).getByLabel("Done, %").fill("half");
  await phases.getByRole("button", { name: "Save phases" }).click();
  await expect(phases.getByText("A whole number from 0 to 100.")).toBeVisible();
  await phases.getByRole("group", { name: "Roof" }).getByLabel("Done, %").fill("0");
  await expectWell(page, shot, "staff-phases");
  if (hasTouch) {
    await expectThumbs(page);
  }
  await phases.getByRole("button", { name: "Save phases" }).click();
  await expect(phases.getByRole("button", { name: "Edit phases" })).toBeVisible();
  const saved = await project(page, id);
  expect(saved.phases.map(({ name, state, percent }) => [name, state, percent])).toEqual([
    ["Survey", "done", 100],
    ["Frame", "planned", 0],
    ["Roof", "planned", 0],
  ]);

  // A milestone: its agreed day stays, and the client is told why it moves.
  const milestones = part(page, "Milestones");
  await milestones.getByRole("button", { name: "Add milestone" }).click();
  const add = page.getByRole("dialog", { name: "Add milestone" });
  await add.getByLabel("Name").fill("Roof closed");
  await add.getByLabel("Agreed day").fill("2099-02-01");
  await add.getByRole("button", { name: "Add milestone" }).click();
  const milestone = milestones.getByRole("listitem").filter({ hasText: "Roof closed" });
  await expect(milestone).toContainText("1 Feb 2099");
  await milestone.getByRole("button", { name: "More for Roof closed" }).click();
  await page.getByRole("menuitem", { name: "Move" }).click();
  const move = page.getByRole("dialog", { name: "Move “Roof closed”" });
  await move.getByRole("button", { name: "Move and tell the client" }).click();
  await expect(move.getByText("It is expected on this day already.")).toBeVisible();
  await expect(move.getByText("Say why it moves. The client reads it.")).toBeVisible();
  await expect(move).toContainText(`everybody of ${person.clientName} who may read this project`);
  await move.getByLabel("New day").fill("2099-02-15");
  await move.getByLabel("Reason").fill("The slates come two weeks later.");
  await expectWell(page, shot, "staff-move-milestone");
  await move.getByRole("button", { name: "Move and tell the client" }).click();
  await expect(milestone).toContainText("14 days later than agreed");
  await expect(milestone).toContainText("Agreed: 1 Feb 2099");
  await milestone.getByText("Moved once").click();
  await expect(milestone.getByText("The slates come two weeks later.")).toHaveCount(2);
  await expect(milestone.getByText("+14 days")).toBeVisible();
  expect((await message(person.email)).text).toContain("The slates come two weeks later.");
  await milestone.getByRole("button", { name: "More for Roof closed" }).click();
  await page.getByRole("menuitem", { name: "Mark reached" }).click();
  await expect(milestone.getByText(/^Reached /)).toBeVisible();
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect(milestone.getByText(/^Reached /)).toHaveCount(0);

  // What is to be done next, by either side: done, and back again.
  const next = part(page, "Next actions");
  await next.getByRole("button", { name: "Add action" }).click();
  const action = page.getByRole("dialog", { name: "Add action" });
  await action.getByText(`For ${person.clientName}`).click();
  await action.getByLabel("What is to be done").fill("Choose the slates");
  await action.getByLabel("Until").fill("2026-01-05");
  await action.getByRole("button", { name: "Add action" }).click();
  const box = next.getByRole("checkbox", { name: "Choose the slates" });
  await expect(box).toBeVisible();
  await expect(next.getByText(/days late$/)).toBeVisible();
  await box.click();
  await expect(next.getByText("1 done")).toBeVisible();
  expect((await project(page, id)).next_actions[0]?.done_at).not.toBeNull();
  await page.getByRole("alert").filter({ hasText: "is done" }).getByRole("button", { name: "Undo" }).click();
  await expect(next.getByText("1 done")).toHaveCount(0);
  await expect(box).not.toBeChecked();
  expect((await project(page, id)).next_actions[0]?.done_at).toBeNull();
  await next.getByRole("button", { name: "More for Choose the slates" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog", { name: "Remove this action?" }).getByRole("button", { name: "Remove" }).click();
  await expect(next.getByText("Choose the slates")).toHaveCount(0);

  // Whom to turn to, on both sides.
  const contacts = part(page, "Key contacts");
  await contacts.getByRole("button", { name: "Add key contacts" }).click();
  const who = contacts.getByRole("combobox", { name: "Who" }).or(contacts.getByRole("textbox", { name: "Who" }));
  await who.click();
  await page.getByRole("option", { name: "Nora Lund" }).click();
  await contacts.getByRole("button", { name: "Save key contacts" }).click();
  await expect(contacts.getByText("Say what for.")).toBeVisible();
  await contacts.getByLabel("What for").fill("Decides on colours");
  await contacts.getByRole("button", { name: "Save key contacts" }).click();
  await expect(contacts.getByRole("listitem")).toContainText("Nora Lund");
  expect((await project(page, id)).key_contacts).toMatchObject([{ name: "Nora Lund", what_for: "Decides on colours" }]);

  // How it does, with the sentence that the client reads.
  await page.getByRole("button", { name: "Change health" }).click();
  const health = page.getByRole("dialog", { name: "Change health" });
  await health.getByLabel("Off track").check();
  await health.getByLabel("Why, in one sentence").fill("The slates are late.");
  await health.getByRole("button", { name: "Save" }).click();
  await expect(part(page, "Where it stands")).toContainText("Off track");
  await expect(part(page, "Where it stands")).toContainText("The slates are late.");
  await expectWell(page, shot, "staff-project");
  if (hasTouch) {
    await expectThumbs(page);
  }

  // In the list, by its code; narrowed to another status it is not.
  await page.goto(`${demo.staff.url}/projects?client=${person.clientId}`);
  const rows = page.getByRole("main").locator("tbody tr");
  await expect(rows).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search projects" }).fill(code);
  await expect(page).toHaveURL(new RegExp(`q=${code}`));
  await expect(rows.filter({ hasText: "Boat house by the lake" })).toContainText("Off track");
  await page.goto(`${demo.staff.url}/projects?client=${person.clientId}&status=cancelled`);
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL(/\/projects$/);
  await expect(rows.first()).toBeVisible();
});

test("two who write one project's phases: the second is told, and nothing is lost", async ({
  page,
  browser,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Jan Visser");
  const { id } = await callStaff<Shown>(page, "POST", "projects", {
    client_id: person.clientId,
    code: newCode(),
    name: "Houseboat",
  });
  const one = { state: "planned", percent: 0 };
  await callStaff(page, "PUT", `projects/${id}/phases`, { revision: 1, phases: [{ ...one, name: "Hull" }] });
  const elsewhere = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(elsewhere);
  const other = await elsewhere.newPage();
  await signInStaff(other, demo, guard);
  for (const each of [page, other]) {
    await each.goto(`${demo.staff.url}/projects/${id}`);
    await part(each, "Phases").getByRole("button", { name: "Edit phases" }).click();
  }
  const [mine, theirs] = [part(page, "Phases"), part(other, "Phases")];
  await mine.getByLabel("Name").fill("Hull, mine");

  // Somebody else saves another list of the project: nobody's business here.
  const before = await project(other, id);
  const save = (revision: number, name: string) =>
    callStaff(other, "PUT", `projects/${id}/phases`, {
      revision,
      phases: [{ ...one, name, id: before.phases[0]?.id }],
    });
  await callStaff(other, "PUT", `projects/${id}/contacts`, {
    revision: before.revision,
    contacts: [{ contact_id: person.contactId, what_for: "Keys" }],
  });
  await expect(part(page, "Key contacts")).toContainText("Jan Visser");
  await expect(mine.getByRole("alert")).toHaveCount(0);

  // The same list: said at once, with what they saved, and mine is still there.
  await theirs.getByLabel("Name").fill("Hull, theirs");
  await theirs.getByRole("button", { name: "Save phases" }).click();
  await expect(theirs.getByRole("button", { name: "Edit phases" })).toBeVisible();
  const told = mine.getByRole("alert");
  await expect(told).toContainText("Somebody else changed the phases meanwhile");
  await expect(told).toContainText("Hull, theirs");
  await expect(mine.getByLabel("Name")).toHaveValue("Hull, mine");
  await expect(mine.getByRole("button", { name: "Save phases" })).toBeDisabled();
  await expectWell(page, shot, "staff-phases-meanwhile");
  await told.getByRole("button", { name: "Take theirs" }).click();
  await expect(mine.getByLabel("Name")).toHaveValue("Hull, theirs");

  // Where the news is late, the server tells the second, who puts their own in its place.
  guard.expect(/409 .*\/phases\)/);
  await mine.getByLabel("Name").fill("Hull, mine again");
  const held: Route[] = [];
  let isLate = true;
  await page.route(`**/api/admin/projects/${id}`, (route) => (isLate ? void held.push(route) : route.continue()));
  await save((await project(other, id)).revision, "Hull, theirs again");
  const refused = page.waitForResponse((answer) => answer.status() === 409);
  await mine.getByRole("button", { name: "Save phases" }).click();
  await refused;
  isLate = false;
  await Promise.all(held.map((route) => route.continue()));
  await expect(told).toContainText("Hull, theirs again");
  await told.getByRole("button", { name: "Save mine instead" }).click();
  await expect(mine.getByRole("button", { name: "Edit phases" })).toBeVisible();
  expect((await project(page, id)).phases.map(({ name }) => name)).toEqual(["Hull, mine again"]);
  await elsewhere.close();
});

test("who may not keep projects reads them, and is offered nothing that would be refused", async ({
  page,
  browser,
  demo,
  guard,
  shot,
}) => {
  test.setTimeout(90_000);
  const brand = demo.brands.find(({ url }) =>
    demo.staff_roles.some((each) => each.brand === url && each.role === "member"),
  );
  const roleOf = (role: string) => demo.staff_roles.find((each) => each.brand === brand?.url && each.role === role);
  const [keeper, member] = [roleOf("owner"), roleOf("member")];
  if (keeper === undefined || member === undefined) {
    throw new Error("the demo names no owner and member of one brand");
  }
  await signInStaff(page, demo, guard, keeper);
  const { items } = await callStaff<{ items: { id: string; current_phase: string | null }[] }>(page, "GET", "projects");
  const busy = items.find(({ current_phase }) => current_phase !== null);
  const elsewhere = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(elsewhere);
  const reading = await elsewhere.newPage();
  await signInStaff(reading, demo, guard, member);
  const main = reading.getByRole("main");
  await reading.goto(`${demo.staff.url}/projects`);
  await expect(main.locator("tbody tr").first()).toBeVisible();
  await expect(reading.getByRole("button", { name: "New project" })).toHaveCount(0);
  await reading.goto(`${demo.staff.url}/projects/${busy?.id}`);
  await expect(reading.getByText("You read this project. Leads, admins and owners change it.")).toBeVisible();
  await expect(part(reading, "Phases").getByRole("listitem").first()).toBeVisible();
  // Files are brought by everybody.
  const besides = main.locator(":is(button, input):not(section[aria-label=Files] *)");
  await expect(besides).toHaveCount(0);
  await expectWell(reading, shot, "staff-project-read-only");
  await elsewhere.close();
});
