/** Pictures of a document: picked by staff, dropped on the block, and seen by the client, large too. */
import { callStaff, deliverByCopy, expectWell, makeClient, signInByDelivery, signInStaff } from "./support/acts";
import { pngOf } from "./support/png";
import { expect, test } from "./support/portico";

type Written = {
  id: string;
  number: string;
  year: number;
  slug: string;
  images: { width: number; height: number }[];
};

test("pictures are brought, described, put in order, and shown to the client", async ({
  page,
  browser,
  demo,
  guard,
  message,
  shot,
}) => {
  test.setTimeout(240_000);
  await signInStaff(page, demo, guard);
  const person = await makeClient(page, "Lena Falk");
  const report = await callStaff<Written>(page, "POST", "documents", {
    ...{ client_id: person.clientId, type: "report", title: "The pier in winter" },
  });
  await page.goto(`${demo.staff.url}/quotes/${report.id}`);
  await page.getByRole("button", { name: "Add a block" }).click();
  await page.getByRole("menuitem", { name: "Pictures" }).click();
  const block = page.getByRole("region", { name: /^Pictures, block 1 of 1$/ });

  // What is no picture is refused in words; what is larger than any screen comes smaller.
  const files = [
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") },
    { name: "pier.png", mimeType: "image/png", buffer: pngOf(3000, 1500, [30, 90, 140]) },
  ];
  const chosen = page.waitForEvent("filechooser");
  await block.getByRole("button", { name: "Add pictures" }).click();
  await (await chosen).setFiles(files);
  await expect(block.getByText("“notes.txt” is no PNG, JPEG or WebP picture.")).toBeVisible();
  const alt = block.getByLabel("What it shows");
  await expect(alt).toHaveCount(1);
  await alt.fill("The pier under snow");
  await block.getByLabel("Caption").fill("In January");

  // A second one is dropped on the block.
  const bytes = pngOf(800, 600, [200, 120, 40]).toString("base64");
  const dropped = await page.evaluateHandle((base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([data], "rail.png", { type: "image/png" }));
    return transfer;
  }, bytes);
  await block.getByLabel("Title").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(alt).toHaveCount(2);
  await alt.nth(1).fill("The rail");
  await expect(block.getByRole("img", { name: "The pier under snow" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await expectWell(page, shot, "staff-pictures");
  const known = await callStaff<Written>(page, "GET", `documents/${report.id}`);
  expect(known.images.map(({ width, height }) => [width, height])).toEqual([
    [2400, 1200],
    [800, 600],
  ]);

  // The order is changed by keys; the button at the end keeps the focus, and one step takes it back.
  const up = block.getByRole("button", { name: "Move up: The rail" });
  await up.click();
  await expect(alt.first()).toHaveValue("The rail");
  await expect(up).toBeFocused();
  await page.getByRole("button", { name: "Take back the last change" }).click();
  await expect(alt.first()).toHaveValue("The pier under snow");
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const sure = page.getByRole("dialog", { name: "Publish this document?" });
  await expect(sure).not.toContainText("accept");
  await sure.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/Published as R-/)).toBeVisible();
  const published = await callStaff<Written>(page, "GET", `documents/${report.id}`);
  const theirs = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  await guard.watch(theirs);
  const client = await theirs.newPage();
  const path = `/documents/${published.year}/${published.slug}`;
  const quote = { id: report.id, number: published.number, title: "The pier in winter", path };
  await signInByDelivery(client, await deliverByCopy(page, quote, person), message, person.phone);
  await expect(client.getByRole("heading", { level: 1, name: "The pier in winter" })).toBeVisible();
  await expect(client.getByText("In January")).toBeVisible();
  await expectWell(client, shot, "client-pictures");
  await client.getByRole("button", { name: "Show large: The pier under snow" }).click();
  const large = client.getByRole("dialog").getByRole("img", { name: "The pier under snow" });
  await expect(large).toBeVisible();
  await expect(() =>
    large.evaluate((image: HTMLImageElement) => image.naturalWidth).then((is) => expect(is).toBe(2400)),
  ).toPass();
  await client.keyboard.press("ArrowRight");
  await expect(client.getByRole("dialog").getByRole("img", { name: "The rail" })).toBeVisible();
  await client.keyboard.press("Escape");
  await expect(client.getByRole("button", { name: /^Show large:/ }).first()).toBeVisible();
  await theirs.close();
});
