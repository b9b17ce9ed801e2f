/** Folders are paths: they exist by the files in them. Pure. */
import type { FolderRow } from "./queries.ts";

export type Folder = { name: string; path: string; files: number };

/** The names of a path, without blanks and empty ones. */
export const namesOf = (path: string): string[] =>
  path
    .split("/")
    .map((name) => name.trim())
    .filter((name) => name !== "");

export const joined = (...parts: string[]): string => parts.flatMap(namesOf).join("/");

/** Whether the server takes it: a name leads nowhere else. */
export const isFolderPath = (path: string): boolean =>
  namesOf(path).every((name) => name !== "." && name !== ".." && !name.includes("\\"));

/** The folders right in `path`, each with the files in it and further below. */
export function foldersIn(path: string, rows: readonly FolderRow[]): Folder[] {
  const depth = namesOf(path).length;
  const start = depth === 0 ? "" : `${path}/`;
  const found = new Map<string, number>();
  for (const { folder, files } of rows) {
    const name = folder.startsWith(start) ? namesOf(folder)[depth] : undefined;
    if (name !== undefined) {
      found.set(name, (found.get(name) ?? 0) + files);
    }
  }
  return [...found]
    .map(([name, files]) => ({ name, path: joined(path, name), files }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Every folder that a file can be put in, those in between too. */
export function allFolders(rows: readonly FolderRow[]): string[] {
  const paths = rows.flatMap(({ folder }) => namesOf(folder).map((_, at, names) => names.slice(0, at + 1).join("/")));
  return [...new Set(paths)].sort((one, other) => one.localeCompare(other));
}

/** The way to a folder: each one on it, with its path. */
export const crumbsOf = (path: string): { name: string; path: string }[] =>
  namesOf(path).map((name, at, names) => ({ name, path: names.slice(0, at + 1).join("/") }));
