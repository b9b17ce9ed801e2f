import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { EnvironmentOptions, Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { earlyScheme } from "./build/early-scheme.ts";
import { assetPattern, onePage, type Page, pages } from "./build/layout.ts";
import { precompress } from "./build/precompress.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Vite's name for a page's build: letters only. */
const environmentOf = (page: Page) => page.replace("-", "_");

const environment = (page: Page): EnvironmentOptions => ({
  consumer: "client",
  build: {
    outDir: "dist",
    emptyOutDir: false,
    // Browsers that know light-dark(): with an older target it is rewritten into something that breaks
    // Mantine's colours.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // The polyfill and data: addresses would need holes in the content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: here(`./html/${page}/index.html`) },
      output: {
        entryFileNames: `${page}/assets/[name]-[hash].js`,
        chunkFileNames: `${page}/assets/[name]-[hash].js`,
        assetFileNames: (asset) => assetPattern(page, asset.names),
      },
    },
  },
});

const wall: Plugin = {
  name: "portico:wall",
  applyToEnvironment: ({ name }) => {
    const page = pages.find((candidate) => environmentOf(candidate) === name);
    return page === undefined ? false : [onePage(page), earlyScheme(page)];
  },
};

export default defineConfig({
  // Every address in a page is relative; the server puts the brand's prefix in <base href>.
  base: "./",
  publicDir: false,
  plugins: [react(), wall],
  resolve: { alias: { "~": here("./src") } },
  experimental: {
    renderBuiltUrl: (filename, { hostType }) => (hostType === "html" ? `./${filename}` : { relative: true }),
  },
  environments: Object.fromEntries(pages.map((page) => [environmentOf(page), environment(page)])),
  builder: {
    async buildApp(builder) {
      await rm(here("./dist"), { recursive: true, force: true });
      for (const page of pages) {
        const target = builder.environments[environmentOf(page)];
        if (target === undefined) {
          throw new Error(`no build is set up for ${page}`);
        }
        await builder.build(target);
      }
      await precompress(here("./dist"));
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
  },
});
