/** What was chosen or dropped, each file with the folder that it lay in: whole folders keep their paths. */

export type PlacedFile = {
  file: File;
  /** Names between slashes; empty for what lay in none. */
  folder: string;
};

/** What systems leave in folders for themselves. */
const LEFT_BEHIND = [".DS_Store", "Thumbs.db", "desktop.ini"];

const isWanted = ({ file }: PlacedFile) => !LEFT_BEHIND.includes(file.name);

/** The path above the last name. */
const above = (path: string): string => path.split("/").slice(0, -1).join("/");

/** What a field for files gave; one for a folder names the path of each. */
export const chosenFiles = (files: readonly File[]): PlacedFile[] =>
  files.map((file) => ({ file, folder: above(file.webkitRelativePath ?? "") })).filter(isWanted);

/** What was dropped, with all that lies in dropped folders. To be called while the drop is told of. */
export async function droppedFiles(data: DataTransfer): Promise<PlacedFile[]> {
  const files = [...data.files];
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null);
  if (entries.length === 0) {
    return chosenFiles(files);
  }
  const found = await Promise.all(entries.map((entry) => filesIn(entry, "")));
  return found.flat().filter(isWanted);
}

async function filesIn(entry: FileSystemEntry, folder: string): Promise<PlacedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, folder }];
  }
  const within = folder === "" ? entry.name : `${folder}/${entry.name}`;
  const found: PlacedFile[] = [];
  for (const each of await entriesOf(entry as FileSystemDirectoryEntry)) {
    found.push(...(await filesIn(each, within)));
  }
  return found;
}

/** A folder is read piece by piece, until nothing comes any more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) {
      return found;
    }
    found.push(...piece);
  }
}
