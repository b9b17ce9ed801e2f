/** Words that a narrow place has broken over two lines. */
import { expect, type Locator } from "@playwright/test";

/** Fails with each word within `place` that does not stand in one line; one with a hyphen may go on behind it. */
export async function expectWholeWords(place: Locator): Promise<void> {
  const broken = await place.evaluate((root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      for (const word of (text.textContent ?? "").matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) {
          found.push(word[0]);
        }
      }
    }
    return found;
  });
  expect(broken, "words that are broken over two lines").toEqual([]);
}
