/** Brings what the server refused to the fields of a form. */
import type { UseFormReturnType } from "@mantine/form";
import { ApiError } from "~/shared/api/api-error.ts";

type Problem = { field: string; message: string };
/** The form's field that the server's path means. */
export type FieldOf = (path: string) => string;

export const asNamed: FieldOf = (path) => path;

/** The fields that an answer names: those of a refused body, and the one that is taken already. */
function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof ApiError)) {
    return [];
  }
  const taken = error.status === 409 ? error.text("field") : undefined;
  return taken === undefined ? error.fields : [{ field: taken, message: error.detail ?? error.message }];
}

const isIn = (values: object, field: string): boolean => Object.hasOwn(values, field.split(/[.[]/u)[0] ?? "");

/** Puts each problem beside its field and goes to the first one. */
export function showProblems<Values extends object>(
  form: UseFormReturnType<Values>,
  error: unknown,
  fieldOf: FieldOf = asNamed,
): void {
  const problems = problemsOf(error).map(({ field, message }) => [fieldOf(field), message] as const);
  form.setErrors(Object.fromEntries(problems));
  const first = problems.find(([field]) => isIn(form.values, field));
  if (first !== undefined) {
    form.getInputNode(first[0])?.focus();
  }
}

/** Whether the form has a field for everything that an answer refused: then there is nothing to say but where. */
export function isBesideFields(values: object, error: unknown, fieldOf: FieldOf = asNamed): boolean {
  const problems = problemsOf(error);
  return problems.length > 0 && problems.every(({ field }) => isIn(values, fieldOf(field)));
}
