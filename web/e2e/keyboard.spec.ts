/** By keyboard alone, and where the device brings its own colours: every stop is seen, dialogs give the focus back. */
import type { Page } from "@playwright/test";
import { signInContact, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

const STOPS = 45;

test.skip(({ isMobile }) => isMobile, "a phone has no keyboard");

/** Walks a page by Tab and tells the stops whose focus nothing shows. */
async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  let first: string | undefined;
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const here = document.activeElement;
      if (here === null || here === document.body) {
        return null;
      }
      const isOutlined = (each: Element | null, part?: string): boolean => {
        if (each === null) {
          return false;
        }
        const { outlineStyle, outlineWidth } = getComputedStyle(each, part);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      };
      const around = [here, here.nextElementSibling, here.parentElement, here.parentElement?.parentElement ?? null];
      const seen = around.some((each) => isOutlined(each)) || isOutlined(here, "::after");
      const name = `${here.tagName} ${here.getAttribute("aria-label") ?? here.textContent?.trim().slice(0, 40) ?? ""}`;
      return { name, place: `${name} ${here.getBoundingClientRect().top + scrollY}`, seen };
    });
    if (found === null || found.place === first) {
      break;
    }
    first ??= found.place;
    if (!found.seen) {
      unseen.push(found.name);
    }
  }
  return unseen;
}

test("the staff's pages by keyboard alone, in the device's colours", async ({ page, demo, guard, shot }) => {
  test.setTimeout(150_000);
  await signInStaff(page, demo, guard);
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  for (const path of [
    "/home",
    "/quotes",
    "/projects",
    "/files",
    "/clients",
    "/settings",
    "/settings/reminders",
    "/payment-methods",
  ]) {
    await page.goto(demo.staff.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    expect(await unseenStops(page), `stops of ${path} that nothing shows`).toEqual([]);
    await expect(page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])")).toHaveCount(0);
    await shot(page, `forced-colours${path.replaceAll("/", "-")}`);
  }

  await page.goto(`${demo.staff.url}/home`);
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toHaveCSS("opacity", "1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const help = page.getByRole("button", { name: "Keyboard help" });
  await help.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /^Search for a page/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(help).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toContainText("Go to settings");
  await page.keyboard.press("Escape");
  await expect(help).toBeFocused();
  await page.keyboard.press("5");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.keyboard.press("7");
  await expect(page.getByRole("heading", { level: 1, name: "Files" })).toBeVisible();
});

test("the client's pages by keyboard alone, in the device's colours", async ({ page, brand, guard, message, shot }) => {
  test.setTimeout(120_000);
  guard.expect(/401 /);
  const own = brand(0);
  await signInContact(page, own, own.contacts[0], message);
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  for (const path of [
    "/portal",
    "/portal/documents",
    "/portal/documents/files",
    "/portal/history",
    "/portal/settings",
    "/portal/people",
  ]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    expect(await unseenStops(page), `stops of ${path} that nothing shows`).toEqual([]);
    await shot(page, `forced-colours${path.replaceAll("/", "-")}`);
  }
});
