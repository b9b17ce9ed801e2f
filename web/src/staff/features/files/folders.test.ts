import { describe, expect, it } from "vitest";
import { allFolders, crumbsOf, foldersIn, isFolderPath, joined } from "./folders.ts";

const rows = [
  { folder: "", files: 2 },
  { folder: "Plans/Ground floor", files: 3 },
  { folder: "Plans", files: 1 },
  { folder: "Plans/Roof/Old", files: 1 },
  { folder: "Plans B", files: 4 },
  { folder: "Plans B/Sketches", files: 1 },
];

describe("folders", () => {
  it("hold what lies in them and further below", () => {
    expect(foldersIn("", rows)).toEqual([
      { name: "Plans", path: "Plans", files: 5 },
      { name: "Plans B", path: "Plans B", files: 5 },
    ]);
    expect(foldersIn("Plans", rows)).toEqual([
      { name: "Ground floor", path: "Plans/Ground floor", files: 3 },
      { name: "Roof", path: "Plans/Roof", files: 1 },
    ]);
    expect(foldersIn("Nowhere", rows)).toEqual([]);
  });

  it("can be chosen even where no file lies in them but only below", () => {
    expect(allFolders(rows)).toEqual([
      "Plans",
      "Plans B",
      "Plans B/Sketches",
      "Plans/Ground floor",
      "Plans/Roof",
      "Plans/Roof/Old",
    ]);
  });

  it("are names between slashes", () => {
    expect(joined("", " Plans / Roof //", "Old")).toBe("Plans/Roof/Old");
    expect(crumbsOf("Plans/Roof")).toEqual([
      { name: "Plans", path: "Plans" },
      { name: "Roof", path: "Plans/Roof" },
    ]);
    expect(["Plans", "", "a/../b", ".", "a\\b"].map(isFolderPath)).toEqual([true, true, false, false, false]);
  });
});
