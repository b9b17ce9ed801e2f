/** Folders as a tree: what lies right below a place. Pure. */

export type Folder = { folder: string; files: number };

/** The folders right below `place`, each with the files in it and below it, in the order in which they come. */
export function foldersBelow(all: readonly Folder[], place: string): Folder[] {
  const above = place === "" ? "" : `${place}/`;
  const below = new Map<string, number>();
  for (const { folder, files } of all) {
    if (folder.startsWith(above) && folder !== place) {
      const [name = ""] = folder.slice(above.length).split("/");
      below.set(above + name, (below.get(above + name) ?? 0) + files);
    }
  }
  return [...below].map(([folder, files]) => ({ folder, files }));
}

/** The last name of a path. */
export const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf("/") + 1);

/** The way down to a folder: each one on it, itself at the end. */
export const trailTo = (folder: string): string[] =>
  folder === "" ? [] : folder.split("/").map((_, at, names) => names.slice(0, at + 1).join("/"));

/** Whether a folder may be called so. The server says the same. */
export const isFolderName = (name: string): boolean =>
  name.length > 0 && name.length <= 100 && !/[/\\]/.test(name) && name !== "." && name !== "..";
