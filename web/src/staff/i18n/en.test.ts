/** The words are kept in many files: none may take the place of another's. */
import { expect, test } from "vitest";

const files = import.meta.glob<Record<string, Record<string, string>>>("./en-*.ts", { eager: true });

test("no key has words in two files", () => {
  const keys = Object.values(files).flatMap((file) => Object.values(file).flatMap((words) => Object.keys(words)));
  expect(keys.length).toBeGreaterThan(400);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
