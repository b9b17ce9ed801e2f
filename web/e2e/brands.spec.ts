/** What belongs to a brand: an installable portal, colours that can be read, its legal pages, its addresses, its orgs. */
import { callStaff, expectWell, ownerOf, signInStaff } from "./support/acts";
import { expect, expectAccessible, test } from "./support/portico";

/** Colours that a careless hand could choose. */
const UNREADABLE = ["#ffff00", "#ffffff", "#000000", "#ff0000", "#777777", "#161a22"];

for (const index of [0, 2]) {
  test(`a browser finds nothing in the way of installing brand ${index + 1}`, async ({ page, brand }) => {
    const own = brand(index);
    const { origin, pathname } = new URL(own.url);
    const prefix = pathname === "/" ? "" : pathname;
    await page.goto(`${own.url}/login`);
    const devtools = await page.context().newCDPSession(page);
    const { url, data, errors } = await devtools.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(url).toBe(`${origin}${prefix}/manifest.webmanifest`);
    const manifest = JSON.parse(data ?? "{}");
    expect(manifest).toMatchObject({ start_url: `${prefix}/portal`, scope: `${prefix}/`, display: "standalone" });
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // The browser of a test keeps nothing, which forbids installing by itself.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    for (const scheme of ["light", "dark"]) {
      const meta = page.locator(`meta[name="theme-color"][media="(prefers-color-scheme: ${scheme})"]`);
      await expect(meta).toHaveAttribute("content", /^#[\da-f]{6}$/);
    }
  });
}

test("whatever colour is chosen, the sign-in page can be read, light and dark", async ({
  page,
  context,
  brand,
  demo,
  guard,
}) => {
  test.setTimeout(120_000);
  const own = brand(1);
  const office = await context.newPage();
  await signInStaff(office, demo, guard, ownerOf(demo, own));
  const { colour: before } = await callStaff<{ colour: string }>(office, "GET", "branding");
  for (const colour of UNREADABLE) {
    await callStaff(office, "PATCH", "branding", { colour });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${own.url}/login`);
      await expectAccessible(page, ["color-contrast"]);
    }
  }
  await callStaff(office, "PATCH", "branding", { colour: before });
});

test("staff write the imprint, and everybody reads it in their language", async ({
  page,
  context,
  brand,
  demo,
  guard,
  shot,
}) => {
  const own = brand(2);
  const office = await context.newPage();
  await signInStaff(office, demo, guard, ownerOf(demo, own));
  await office.goto(`${demo.staff.url}/legal-pages`);
  await office.getByLabel("Imprint, German").fill("# Angaben\n\nKestrel Advisory, Bremen");
  const section = office.getByRole("region", { name: "Imprint" });
  await section.getByRole("button", { name: "Save" }).last().click();
  await expect(office.getByText("Saved").first()).toBeVisible();

  await page.bringToFront();
  await page.goto(`${own.url}/login`);
  await page.getByRole("link", { name: "Imprint" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Impressum" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Angaben" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  // In the font of the sign-in page, which the browser has already.
  const fonts = () => page.evaluate(() => [...document.fonts].filter(({ status }) => status === "loaded").length);
  await expect.poll(fonts).toBeGreaterThan(0);
  await expect(page.locator("body")).toHaveCSS("font-family", /Inter Variable/);
  await expectWell(page, shot, "imprint");
});

test("an address that staff add waits for its proof, with what to do about it", async ({
  page,
  brand,
  demo,
  guard,
  shot,
}) => {
  const own = brand(0);
  await signInStaff(page, demo, guard, ownerOf(demo, own));
  await page.goto(`${demo.staff.url}/addresses`);
  await expect(page.getByText(own.url)).toBeVisible();
  await page.getByRole("button", { name: "Add address" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an address" });
  guard.expect(/422 .*\/api\/admin\/brand-domains\)/);
  await dialog.getByLabel("Address").fill("portal.studio.example");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText(/Give an address such as/)).toBeVisible();
  await dialog.getByLabel("Address").fill("https://portal.studio.example");
  await dialog.getByRole("button", { name: "Add" }).click();
  const item = page.getByRole("listitem").filter({ hasText: "portal.studio.example" });
  await expect(item.getByText("Not proven")).toBeVisible();
  await expect(item.getByText("_portico.portal.studio.example")).toBeVisible();
  await expect(item.getByText(/portico-proof=/)).toBeVisible();
  await expectWell(page, shot, "staff-addresses");
  await item.getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(item).toHaveCount(0);
});

test("staff of two orgs choose for whom they act", async ({ page, brand, demo, guard, shot }) => {
  const own = brand(2);
  await signInStaff(page, demo, guard, ownerOf(demo, own));
  await expect(page.getByRole("combobox", { name: "Acting for" })).toHaveCount(0);
  await page.goto(`${demo.staff.url}/orgs`);
  const names = ["Bremen", "Hamburg"].map((name) => `${name} ${test.info().project.name}`);
  for (const name of names) {
    await page.getByRole("button", { name: "Add org" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
    await page.getByLabel(`Members: ${name}`).click();
    await page.getByRole("option", { name: "Jonas Falk" }).click();
    await page.keyboard.press("Escape");
  }
  const choice = page.getByRole("combobox", { name: "Acting for" });
  await expect(choice.getByRole("option")).toHaveText(["No org", ...names]);
  await choice.selectOption({ label: names[1] ?? "" });
  await expect(choice).toBeEnabled();
  await page.reload();
  await expect(choice.locator("option:checked")).toHaveText(names[1] ?? "");
  await expectWell(page, shot, "staff-orgs");
});
