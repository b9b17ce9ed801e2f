import { describe, expect, it } from "vitest";
import type { RoleTable } from "~/staff/api/wire.ts";
import { differenceOf, grouped, underRole } from "./permissions.ts";

const table: RoleTable = {
  permissions: ["read_projects", "choose_options", "acknowledge", "see_money", "message", "manage_people"],
  roles: [
    {
      role: "executive",
      permissions: ["read_projects", "choose_options", "acknowledge", "see_money", "manage_people"],
    },
    { role: "viewer", permissions: ["read_projects", "acknowledge"] },
  ],
};

describe("the permissions of a membership", () => {
  it("are told as what is added to the role and taken from it", () => {
    expect(differenceOf(table, "viewer", ["read_projects", "see_money"])).toEqual({
      added: ["see_money"],
      removed: ["acknowledge"],
    });
    expect(differenceOf(table, "viewer", ["read_projects", "acknowledge"])).toEqual({ added: [], removed: [] });
  });

  it("keep what was added and taken when the role changes", () => {
    const difference = differenceOf(table, "viewer", ["read_projects", "message"]);
    expect(underRole(table, "executive", difference)).toEqual([
      "read_projects",
      "choose_options",
      "see_money",
      "message",
      "manage_people",
    ]);
  });

  it("stand in groups, each once", () => {
    expect(grouped(table).flatMap(([, permissions]) => permissions)).toHaveLength(table.permissions.length);
    expect(grouped(table)[0]).toEqual(["see", ["read_projects", "see_money"]]);
  });
});
