/** The accessibility check that every page of a journey passes. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with each fault axe finds by WCAG 2.2 AA, or by some rules only: the rule, and the element. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  // A message that goes while it is looked at has a contrast that nobody reads: a fault is one that is there again.
  const faults = (await faultsOf(page, rules)).length === 0 ? [] : await faultsOf(page, rules);
  expect(faults, `accessibility of ${page.url()}`).toEqual([]);
}

async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  // What fades in is judged when it has arrived: half-way its contrast is that of no design.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((animation) => {
      const timing = animation.effect?.getComputedTiming();
      return timing !== undefined && timing.iterations !== Number.POSITIVE_INFINITY;
    });
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
  });
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules === undefined ? axe.withTags(RULES) : axe.withRules(rules)).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")} (${node.failureSummary ?? violation.help})`,
    ),
  );
}
