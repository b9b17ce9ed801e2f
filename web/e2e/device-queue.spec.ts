/** A device of the provider's sends its SMS: the example in `deploy/sms-device` takes a code out of the queue. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectWell, ownerOf, signInStaff } from "./support/acts";
import { expect, test } from "./support/portico";

const DEVICE = join(import.meta.dirname, "..", "..", "deploy", "sms-device", "portico-sms");

test("a device takes a code out of the queue and reports it; its contact signs in with it", async ({
  page,
  context,
  demo,
  brand,
  guard,
  shot,
}) => {
  test.setTimeout(90_000);
  const own = brand(0);
  const contact = own.contacts.find(({ phone }) => phone !== null && phone !== "");
  expect(contact).toBeDefined();
  const phone = contact?.phone ?? "";

  const office = await context.newPage();
  await signInStaff(office, demo, guard, ownerOf(demo, own));
  await office.goto(`${demo.staff.url}/api-keys`);
  await office.getByRole("button", { name: "New key" }).first().click();
  await office.getByLabel("Name").fill("Office Mac");
  await expectWell(office, shot, "staff-new-key");
  await office.getByRole("button", { name: "Make key" }).click();
  const key = await office.getByRole("textbox", { name: "Key", exact: true }).inputValue();
  expect(key).toMatch(/^portico_sms_[\w-]{43}$/);
  await expectWell(office, shot, "staff-made-key");
  await office.getByRole("button", { name: "I have copied it" }).click();
  await expect(office.getByRole("cell", { name: "Office Mac" })).toBeVisible();
  expect(await office.content()).not.toContain(key);

  const folder = await mkdtemp(join(tmpdir(), "portico-device-"));
  await writeFile(join(folder, "key"), `${key}\n`);
  const send = join(folder, "send");
  await writeFile(send, `#!/bin/sh\nprintf '%s\\n%s\\n' "$1" "$2" >> '${folder}/sent'\n`);
  await chmod(send, 0o700);
  const device = spawn(DEVICE, {
    env: {
      ...process.env,
      PORTICO_URL: demo.staff.url,
      PORTICO_KEY_FILE: join(folder, "key"),
      PORTICO_SEND: send,
    },
    stdio: "inherit",
  });
  try {
    await page.bringToFront();
    await page.goto(`${own.url}/login`);
    await page.getByRole("textbox").fill(phone);
    await page.getByRole("button", { name: "Send me a code" }).click();
    let sent = "";
    await expect(async () => {
      sent = await readFile(join(folder, "sent"), "utf8");
      expect(sent).toContain(phone);
    }).toPass({ timeout: 20_000 });
    const code = /^@\S+ #(\d{6})$/m.exec(sent)?.[1] ?? "";
    await page.getByLabel("Six-digit code").fill(code);
    await page.waitForURL(`${own.url}/portal`);

    await office.bringToFront();
    await office.goto(`${demo.staff.url}/outgoing`);
    const row = office.getByRole("row").filter({ hasText: phone }).first();
    await expect(row).toContainText("Sent");
  } finally {
    device.kill();
  }

  await office.goto(`${demo.staff.url}/api-keys`);
  await office.getByRole("button", { name: "Revoke: Office Mac" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(office.getByText("Revoked", { exact: true })).toBeVisible();
});
