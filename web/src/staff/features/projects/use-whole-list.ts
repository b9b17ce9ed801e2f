/**
 * A list of a project that is saved whole, from what it was when writing began. Somebody else who saves the same list
 * meanwhile is told of before anything is lost; whoever saved something else of the project is in nobody's way.
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import type { StaffProject } from "~/staff/api/wire.ts";
import { projectQuery } from "./queries.ts";

type WholeList<Row, Wanted> = {
  /** The project as it is known now; it may change under whoever writes. */
  project: StaffProject;
  rowsOf: (project: StaffProject) => readonly Row[];
  send: (revision: number, wanted: Wanted) => Promise<StaffProject>;
};

const isSameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

export function useWholeList<Row, Wanted>({ project, rowsOf, send }: WholeList<Row, Wanted>) {
  const queries = useQueryClient();
  const [base, setBase] = useState(() => rowsOf(project));
  const save = async (wanted: Wanted, from: StaffProject): Promise<StaffProject> => {
    try {
      return await send(from.revision, wanted);
    } catch (error) {
      if (error instanceof ApiError && error.code === "project_changed") {
        const fresh = await queries.fetchQuery({ ...projectQuery(project.id), staleTime: 0 });
        if (fresh.revision !== from.revision && isSameList(rowsOf(fresh), rowsOf(from))) {
          return save(wanted, fresh);
        }
      }
      throw error;
    }
  };
  const saving = useMutation({
    mutationFn: (wanted: Wanted) => save(wanted, project),
    onSuccess: (saved) => {
      setBase(rowsOf(saved));
      queries.setQueryData(projectQuery(project.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["projects"] });
    },
  });
  const now = rowsOf(project);
  return {
    saving,
    /** What somebody else saved since writing began; nothing while the list is as it was. */
    theirs: saving.isPending || isSameList(base, now) ? undefined : now,
    /** What they saved is known: saving puts one's own in its place. */
    accept: () => setBase(now),
  };
}
