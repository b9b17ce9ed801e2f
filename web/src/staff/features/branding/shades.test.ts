import { describe, expect, it } from "vitest";
import { colourOf, contrast, parseColour, type Rgb, readableOn, textOn } from "./shades.ts";

const page: Rgb = [255, 255, 255];
const night: Rgb = [13, 16, 22];

describe("shades of a brand colour", () => {
  it("reads colours as they are written", () => {
    expect(parseColour(" #1A6b54 ")).toEqual([26, 107, 84]);
    expect(parseColour("green")).toBeNull();
    expect(parseColour("#12345")).toBeNull();
    expect(colourOf([26, 107, 84])).toBe("#1a6b54");
  });

  it("measures contrast as WCAG does", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  });

  it.each(["#ffd400", "#111111", "#ffffff", "#1a6b54", "#ff5a5f", "#808080"])("keeps %s readable", (text) => {
    const colour = parseColour(text) as Rgb;
    for (const surface of [page, night]) {
      expect(contrast(readableOn(colour, surface), surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(textOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
  });
});
