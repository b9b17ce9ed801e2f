import { describe, expect, it } from "vitest";
import { assetPattern, strayModule } from "./layout";

describe("assetPattern", () => {
  it("keeps styles with their page and shares what several pages show", () => {
    expect(assetPattern("staff", ["main.css"])).toBe("staff/assets/[name]-[hash][extname]");
    expect(assetPattern("sign-in", ["inter.woff2"])).toBe("shared/assets/[name]-[hash][extname]");
  });
});

describe("strayModule", () => {
  it("finds staff code in the client's build, and the reverse", () => {
    const staff = "/p/web/src/staff/features/inbox/inbox-page.tsx";
    expect(strayModule("client", ["/p/web/src/client/main.tsx", staff])).toBe(staff);
    expect(strayModule("staff", ["/p/web/html/client/index.html"])).toBe("/p/web/html/client/index.html");
  });

  it("accepts the page's own source, shared source and libraries", () => {
    const modules = [
      "/p/web/src/client/main.tsx",
      "/p/web/src/shared/staff-name.ts",
      "/p/web/node_modules/react/index.js",
    ];
    expect(strayModule("client", modules)).toBeUndefined();
  });
});
