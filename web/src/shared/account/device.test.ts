import { expect, it } from "vitest";
import { deviceOf, isPhone } from "./device.ts";

it("says what a person calls the device", () => {
  const iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1";
  expect(deviceOf(iphone)).toBe("Safari · iPhone");
  expect(isPhone(iphone)).toBe(true);
  const edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
  expect(deviceOf(edge)).toBe("Edge · Windows");
  expect(isPhone(edge)).toBe(false);
  expect(deviceOf(null)).toBeUndefined();
});
