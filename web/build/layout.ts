/**
 * Where each built file lands. The client app, the staff app and the sign-in page are three separate builds: each
 * keeps its scripts and styles in a folder of its own, so no file of one can hold code of another. Pictures and
 * fonts, named by their content, lie in `shared/assets`, so that a contact who signs in loads the font once.
 */
import type { Plugin } from "vite";

export const pages = ["client", "staff", "sign-in"] as const;
export type Page = (typeof pages)[number];

/** The file name pattern of a style sheet, picture or font brought by `page`. */
export function assetPattern(page: Page, names: readonly string[]): string {
  const folder = names.every((name) => name.endsWith(".css")) ? page : "shared";
  return `${folder}/assets/[name]-[hash][extname]`;
}

/** The source that a module of another page should never reach; undefined when all is well. */
export function strayModule(page: Page, moduleIds: Iterable<string>): string | undefined {
  const others = pages.filter((other) => other !== page);
  for (const id of moduleIds) {
    if (others.some((other) => id.includes(`/web/src/${other}/`) || id.includes(`/web/html/${other}/`))) {
      return id;
    }
  }
  return undefined;
}

/** Puts the page at `client/index.html` rather than `html/client/index.html`, and refuses another page's code. */
export function onePage(page: Page): Plugin {
  return {
    name: "portico:one-page",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const stray = strayModule(page, this.getModuleIds());
        if (stray !== undefined) {
          this.error(`the ${page} build reaches ${stray}`);
        }
        for (const file of Object.values(bundle)) {
          if (file.fileName.startsWith("html/")) {
            file.fileName = file.fileName.slice("html/".length);
          }
        }
      },
    },
  };
}
