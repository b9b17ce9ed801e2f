import { expect, it } from "vitest";
import { emptyProject, projectChange, projectRules } from "./project-form.ts";

const form = { ...emptyProject, code: "P-1", name: "Attic", due_date: "2026-12-01" };
const rules = projectRules({ code: "code", name: "name", order: "order" });

it("sends what differs alone, and takes away what was emptied", () => {
  expect(projectChange(form, { ...form, name: " Attic " })).toEqual({});
  expect(projectChange(form, { ...form, name: "Loft ", due_date: "" })).toEqual({ name: "Loft", due_date: null });
  expect(projectChange(form, { ...form, harvest_project_id: "77" })).toEqual({ harvest_project_id: "77" });
});

it("asks for a code and a name, and for an end that follows its beginning", () => {
  expect([rules.code(" "), rules.name(""), rules.code("P"), rules.name("A")]).toEqual(["code", "name", null, null]);
  expect(rules.due_date("2026-11-30", { start_date: "2026-12-01" })).toBe("order");
  expect(rules.due_date("2026-12-01", { start_date: "2026-12-01" })).toBeNull();
  expect(rules.due_date("", { start_date: "2026-12-01" })).toBeNull();
});
