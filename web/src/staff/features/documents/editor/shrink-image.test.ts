import { expect, it } from "vitest";
import { shrunken, sidesWithin } from "./shrink-image.ts";

it("leaves what is small as it is, and keeps the shape of what is large", () => {
  expect(sidesWithin(2400, 1600)).toBeNull();
  expect(sidesWithin(4800, 3200)).toEqual({ width: 2400, height: 1600 });
  expect(sidesWithin(1200, 9600)).toEqual({ width: 300, height: 2400 });
  expect(sidesWithin(1, 100_000)).toEqual({ width: 1, height: 2400 });
});

it("takes no other kind of file for a picture", async () => {
  expect(await shrunken(new Blob(["GIF89a"], { type: "image/gif" }))).toBeNull();
});
