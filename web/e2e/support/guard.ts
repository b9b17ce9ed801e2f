/** Watches what a browser does during a test: errors in its console, violations of the policy, foreign addresses. */
import type { BrowserContext } from "@playwright/test";

/** A fault the test has foreseen: an answer outside 2xx is written to the console by the browser itself. */
export type Expected = string | RegExp;

export class Guard {
  readonly #faults: string[] = [];
  readonly #expected: Expected[] = [];

  /** Watches every page of the context, those opened later too. */
  async watch(context: BrowserContext): Promise<void> {
    await context.route(
      (url) => isForeign(url),
      async (route) => {
        this.#faults.push(`request to a foreign address: ${route.request().url()}`);
        await route.abort();
      },
    );
    context.on("console", (message) => {
      if (message.type() === "error") {
        const { url } = message.location();
        this.#faults.push(`console: ${message.text()} (${url})`);
      }
    });
    context.on("weberror", (error) => this.#faults.push(`page: ${error.error().message}`));
  }

  /** Foresees a fault for the rest of the test, by a part of its text. */
  expect(fault: Expected): void {
    this.#expected.push(fault);
  }

  /** The faults that nobody foresaw. */
  faults(): string[] {
    return this.#faults.filter(
      (fault) =>
        !this.#expected.some((expected) =>
          typeof expected === "string" ? fault.includes(expected) : expected.test(fault),
        ),
    );
  }
}

/** Whether an address lies outside this machine. Pages made by the browser itself (about:, blob:, data:) do not. */
export function isForeign(url: URL): boolean {
  if (!["http:", "https:", "ws:", "wss:"].includes(url.protocol)) {
    return false;
  }
  return !(url.hostname === "127.0.0.1" || url.hostname === "localhost" || url.hostname.endsWith(".localhost"));
}
