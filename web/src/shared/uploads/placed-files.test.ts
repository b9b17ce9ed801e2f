import { describe, expect, it } from "vitest";
import { chosenFiles, droppedFiles } from "./placed-files.ts";

const fileAt = (path: string) => {
  const file = new File(["x"], path.split("/").at(-1) ?? "");
  Object.defineProperty(file, "webkitRelativePath", { value: path.includes("/") ? path : "" });
  return file;
};

/** As a browser gives what was dropped: a folder comes in pieces, the last of them empty. */
function entryOf(name: string, within?: FileSystemEntry[]): FileSystemEntry {
  if (within === undefined) {
    return { isFile: true, name, file: (take: (file: File) => void) => take(fileAt(name)) } as never;
  }
  const pieces = [within.slice(0, 1), within.slice(1), []].filter((piece, at) => piece.length > 0 || at === 2);
  return {
    isFile: false,
    name,
    createReader: () => ({ readEntries: (take: (piece: unknown[]) => void) => take(pieces.shift() ?? []) }),
  } as never;
}

const placed = (found: { file: File; folder: string }[]) => found.map(({ file, folder }) => [folder, file.name]);

describe("placed files", () => {
  it("keep the path of a chosen folder, and leave out what systems put there", () => {
    const files = ["Plans/Roof/a.pdf", "Plans/.DS_Store", "b.pdf"].map(fileAt);
    expect(placed(chosenFiles(files))).toEqual([
      ["Plans/Roof", "a.pdf"],
      ["", "b.pdf"],
    ]);
  });

  it("are all that lies in dropped folders, however many pieces they come in", async () => {
    const roof = entryOf("Roof", [entryOf("a.pdf")]);
    const entries = [entryOf("Plans", [entryOf("b.pdf"), entryOf("c.pdf"), roof]), entryOf("d.pdf")];
    const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
    const data = { files: [], items } as unknown as DataTransfer;
    expect(placed(await droppedFiles(data))).toEqual([
      ["Plans", "b.pdf"],
      ["Plans", "c.pdf"],
      ["Plans/Roof", "a.pdf"],
      ["", "d.pdf"],
    ]);
  });

  it("are taken as they are where a browser knows no folders", async () => {
    const data = { files: [fileAt("d.pdf")], items: [{}] } as unknown as DataTransfer;
    expect(placed(await droppedFiles(data))).toEqual([["", "d.pdf"]]);
  });
});
