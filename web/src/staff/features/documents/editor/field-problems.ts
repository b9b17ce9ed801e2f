/**
 * Brings the server's problems, whose fields are paths by place (`blocks[2].options[0].unit_price_minor`), to the
 * fields of the editor, which are named by identity (`blocks/b1/options/o1/unit_price_minor`): they stay with their
 * block when it is moved after saving.
 */
import type { Content } from "~/staff/api/content.ts";

export type ServerProblem = { field: string; code: string; message: string };
/** Field name → the problem in words. */
export type FieldProblems = ReadonlyMap<string, string>;

const INDEX = /^(\w+)\[(\d+)\]$/u;

/** The editor's name of the server's `path`; the path with slashes where it leads nowhere in `content`. */
export function fieldOf(path: string, content: Content): string {
  const steps = path.split(".").filter((step, place) => !(place === 0 && step === "content"));
  let here: unknown = content;
  const names: string[] = [];
  for (const step of steps) {
    const indexed = INDEX.exec(step);
    const name = indexed?.[1] ?? step;
    names.push(name);
    here = child(here, name);
    if (indexed?.[2] !== undefined) {
      here = Array.isArray(here) ? here[Number(indexed[2])] : undefined;
      names.push(identityOf(here) ?? indexed[2]);
    }
  }
  return names.join("/");
}

/** All problems by field; of two on one field the first stands. */
export function fieldProblems(problems: readonly ServerProblem[], content: Content): FieldProblems {
  const found = new Map<string, string>();
  for (const { field, message } of problems) {
    const name = fieldOf(field, content);
    if (!found.has(name)) {
      found.set(name, message);
    }
  }
  return found;
}

/** How many problems stand at `prefix` or inside it. */
export function problemsWithin(problems: FieldProblems, prefix: string): number {
  let count = 0;
  for (const name of problems.keys()) {
    if (name === prefix || name.startsWith(`${prefix}/`)) {
      count += 1;
    }
  }
  return count;
}

function child(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function identityOf(value: unknown): string | undefined {
  const id = child(value, "id") ?? child(value, "image_id");
  return typeof id === "string" ? id : undefined;
}
