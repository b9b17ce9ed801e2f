/**
 * The test function of the browser journeys. Each worker runs the real program with data of its own; each test gets a
 * browser that is watched: an error in the console, a breach of the content security policy or a request to a foreign
 * address fails it.
 */
import { join } from "node:path";
import { test as base, expect, type Page, type TestInfo } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { type Demo, type DemoBrand, fetchJson, type OutboxMessage } from "./demo";
import { Guard } from "./guard";
import { type Scheme, startDemo } from "./server";

export type { Demo, DemoBrand, DemoContact, OutboxMessage } from "./demo";
export { codeIn, linkIn } from "./message";
export { expect, expectAccessible };

interface WorkerFixtures {
  /** Scheme of a proxy that the test starts before the program; nothing stands before it when null. */
  behind: Scheme | null;
  /** What the running program says of itself. */
  demo: Demo;
}

interface TestFixtures {
  /** The watch over the test's browser; `guard.expect(…)` foresees a fault. It watches without being asked for. */
  guard: Guard;
  /** One of the demo's brands, from 0. */
  brand: (index: number) => DemoBrand;
  /** All messages sent so far, newest first. */
  outbox: () => Promise<OutboxMessage[]>;
  /** The newest message to an address that this test has not read yet and that was not there before it; waits for it. */
  message: (to: string) => Promise<OutboxMessage>;
  /** Keeps a picture of the page in `test-results/shots` when PORTICO_SHOTS=1. */
  shot: (page: Page, name: string) => Promise<void>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  behind: [null, { scope: "worker", option: true }],
  demo: [
    async ({ behind }, use) => {
      const running = await startDemo(behind);
      await use(running.demo);
      await running.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  guard: [
    async ({ context }, use) => {
      const guard = new Guard();
      await guard.watch(context);
      await use(guard);
      expect(guard.faults(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  brand: async ({ demo }, use) => {
    await use((index) => {
      const brand = demo.brands[index];
      if (brand === undefined) {
        throw new Error(`the demo has ${demo.brands.length} brands, not ${index + 1}`);
      }
      return brand;
    });
  },
  outbox: async ({ demo }, use) => {
    await use(() => outboxOf(demo));
  },
  message: async ({ demo }, use) => {
    await use(await newMessages(demo));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
  shot: async ({}, use, info) => {
    await use((page, name) => keepShot(page, name, info));
  },
});

const outboxOf = async (demo: Demo) => (await fetchJson(demo, demo.outbox)) as OutboxMessage[];

/** Waits for messages of a demo that nobody has read yet and that are not there now; `like`: for such texts alone. */
export async function newMessages(demo: Demo, like = /./): Promise<(to: string) => Promise<OutboxMessage>> {
  const seen = new Set((await outboxOf(demo)).map(({ text }) => text));
  return async (to) => {
    let found: OutboxMessage | undefined;
    await expect(async () => {
      const isIt = (message: OutboxMessage) => message.to === to && like.test(message.text) && !seen.has(message.text);
      found = (await outboxOf(demo)).find(isIt);
      expect(found, `a message to ${to}`).toBeDefined();
    }).toPass({ timeout: 30_000, intervals: [50, 100, 250] });
    for (const { text } of await outboxOf(demo)) {
      seen.add(text);
    }
    return found as OutboxMessage;
  };
}

async function keepShot(page: Page, name: string, info: TestInfo): Promise<void> {
  if (process.env.PORTICO_SHOTS === "1") {
    const path = join(info.project.testDir, "..", "test-results", "shots", `${name}-${info.project.name}.png`);
    // A dialog stands over the part of the page that is seen: the rest of it says nothing.
    const fullPage = (await page.getByRole("dialog").count()) === 0;
    await page.screenshot({ path, fullPage });
  }
}
