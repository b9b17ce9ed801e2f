/** What a page is on paper: the sheets of its PDF, and on which of them a part of it stands. */
import type { Locator, Page } from "@playwright/test";

export interface Paper {
  sheets: number;
  /** For each part that was asked for, its sheet from 1. */
  sheetOf: number[];
}

/**
 * Prints the page. Chromium writes down where in the PDF a link within the page leads to: each of `parts` gets a name
 * and a link to it, and the PDF says on which sheet that name stands. Outside of streams a PDF is plain text.
 */
export async function printed(page: Page, format: "A4" | "Letter", parts: Locator): Promise<Paper> {
  const count = await parts.evaluateAll((elements) => {
    const links = document.createElement("p");
    links.id = "paper-links";
    // It takes no room.
    links.style.position = "absolute";
    elements.forEach((element, at) => {
      element.id = `paper-${at}`;
      const link = document.createElement("a");
      // Chromium measures what is within the page by the page's base.
      link.href = `#paper-${at}`;
      link.textContent = "·";
      links.append(link);
    });
    document.body.prepend(links);
    return elements.length;
  });
  const text = (await page.pdf({ format })).toString("latin1");
  await page.evaluate(() => document.getElementById("paper-links")?.remove());
  const sheets = [...text.matchAll(/(\d+) 0 obj\n<<\/Type \/Page\n/gu)].map(([, object]) => object);
  const sheetOf = Array.from({ length: count }, (_, at) => {
    const object = new RegExp(`/paper-${at} \\[\\s*(\\d+) 0 R`, "u").exec(text)?.[1];
    return sheets.indexOf(object) + 1;
  });
  return { sheets: sheets.length, sheetOf };
}
