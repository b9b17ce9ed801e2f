import { expect, it } from "vitest";
import { foldersBelow, isFolderName, nameOf, trailTo } from "./folders.ts";

const all = [
  { folder: "Contracts", files: 1 },
  { folder: "Plans/Attic", files: 2 },
  { folder: "Plans/Ground floor", files: 3 },
  { folder: "Plans/Ground floor/Old", files: 4 },
  { folder: "Plans 2", files: 5 },
];

it("shows the folders right below a place, with the files below them", () => {
  expect(foldersBelow(all, "")).toEqual([
    { folder: "Contracts", files: 1 },
    { folder: "Plans", files: 9 },
    { folder: "Plans 2", files: 5 },
  ]);
  expect(foldersBelow(all, "Plans")).toEqual([
    { folder: "Plans/Attic", files: 2 },
    { folder: "Plans/Ground floor", files: 7 },
  ]);
  expect(foldersBelow(all, "Plans/Attic")).toEqual([]);
  expect(foldersBelow(all, "Nowhere")).toEqual([]);
});

it("knows the way down to a folder and its name", () => {
  expect(trailTo("")).toEqual([]);
  expect(trailTo("Plans/Ground floor/Old")).toEqual(["Plans", "Plans/Ground floor", "Plans/Ground floor/Old"]);
  expect(nameOf("Plans/Ground floor")).toBe("Ground floor");
  expect(nameOf("Plans")).toBe("Plans");
});

it("takes no name for a folder that leads somewhere else", () => {
  expect(["Plans", "Ground floor", "a.b"].filter(isFolderName)).toHaveLength(3);
  expect(["", ".", "..", "a/b", "a\\b", "x".repeat(101)].filter(isFolderName)).toEqual([]);
});
