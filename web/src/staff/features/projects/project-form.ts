/** What a project says of itself, as it stands in a form, and what of it is sent. Pure. */
import type { StaffProject } from "~/staff/api/wire.ts";
import type { ProjectChange } from "./queries.ts";

export type ProjectForm = {
  code: string;
  name: string;
  start_date: string;
  due_date: string;
  harvest_project_id: string;
};

export const emptyProject: ProjectForm = { code: "", name: "", start_date: "", due_date: "", harvest_project_id: "" };

/** What is filled in; an empty field is none. */
export const orNone = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export const projectFormOf = (project: StaffProject): ProjectForm => ({
  code: project.code,
  name: project.name,
  start_date: project.start_date ?? "",
  due_date: project.due_date ?? "",
  harvest_project_id: project.harvest_project_id ?? "",
});

/** What differs; what is the same stays as whoever else may have changed it. */
export function projectChange(before: ProjectForm, after: ProjectForm): ProjectChange {
  const isChanged = (field: keyof ProjectForm) => before[field].trim() !== after[field].trim();
  return {
    ...(isChanged("code") ? { code: after.code.trim() } : {}),
    ...(isChanged("name") ? { name: after.name.trim() } : {}),
    ...(isChanged("start_date") ? { start_date: orNone(after.start_date) } : {}),
    ...(isChanged("due_date") ? { due_date: orNone(after.due_date) } : {}),
    ...(isChanged("harvest_project_id") ? { harvest_project_id: orNone(after.harvest_project_id) } : {}),
  };
}

/** The same rules for a new project and for a known one. */
export const projectRules = (words: { code: string; name: string; order: string }) => ({
  code: (code: string) => (code.trim() === "" ? words.code : null),
  name: (name: string) => (name.trim() === "" ? words.name : null),
  due_date: (due: string, { start_date: start }: { start_date: string }) =>
    due !== "" && start !== "" && due < start ? words.order : null,
});
