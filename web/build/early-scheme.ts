/**
 * A script of a few bytes that each page runs before its first paint, so that whoever chose dark never sees a white
 * page first. Modules run too late for that, and the security policy allows no inline script.
 */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { applyKeptScheme } from "../src/shared/brand/apply-scheme.ts";
import type { Page } from "./layout.ts";

const MARK = "<!--portico:head-->";
const source = `(${applyKeptScheme.toString()})();\n`;

/** Puts the script at `address` after the server's mark, which `<base>` replaces. */
export function withEarlyScript(html: string, address: string): string {
  if (!html.includes(MARK)) {
    throw new Error(`a page has no ${MARK}`);
  }
  return html.replace(MARK, `${MARK}\n    <script src="${address}"></script>`);
}

export function earlyScheme(page: Page): Plugin {
  const hash = createHash("sha256").update(source).digest("base64url").replaceAll(/[-_]/g, "").slice(0, 8);
  const fileName = `${page}/assets/scheme-${hash}.js`;
  return {
    name: "portico:early-scheme",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        this.emitFile({ type: "asset", fileName, source });
        for (const file of Object.values(bundle)) {
          if (file.type === "asset" && file.fileName.endsWith(".html")) {
            file.source = withEarlyScript(String(file.source), `./${fileName}`);
          }
        }
      },
    },
  };
}
