import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "~/shared/api/api-error.ts";
import type { Phase, StaffProject } from "~/staff/api/wire.ts";
import { projectQuery } from "./queries.ts";
import { useWholeList } from "./use-whole-list.ts";

const phase = (name: string): Phase => ({
  ...{ id: "ph", name, state: "planned", percent: 0, start_date: null, end_date: null },
});
const at = (revision: number, name: string) => ({ id: "pr", revision, phases: [phase(name)] }) as StaffProject;

/** What the server has, and what it was sent: the revision and the name. */
let server = at(1, "Hull");
let sent: [number, string][] = [];
beforeEach(() => {
  server = at(1, "Hull");
  sent = [];
  vi.stubGlobal("fetch", async () => Response.json(server));
});

async function send(revision: number, name: string): Promise<StaffProject> {
  sent.push([revision, name]);
  if (revision !== server.revision) {
    throw new ApiError(409, { code: "project_changed" });
  }
  server = at(revision + 1, name);
  return server;
}

/** Writing begins with the project as the server has it; what others do is heard of when it is asked for. */
function write() {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const query = projectQuery("pr");
  queries.setQueryData(query.queryKey, server);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => {
      const project = useQuery(query).data ?? server;
      return useWholeList({ project, rowsOf: ({ phases }) => phases, send });
    },
    { wrapper },
  );
  return result;
}

it("is saved from the revision that is known, again and again", async () => {
  const list = write();
  act(() => list.current.saving.mutate("Hull, mine"));
  await waitFor(() => expect(list.current.saving.isSuccess).toBe(true));
  act(() => list.current.saving.mutate("Hull, mine again"));
  await waitFor(() => expect(server.revision).toBe(3));
  expect(sent).toEqual([
    [1, "Hull, mine"],
    [2, "Hull, mine again"],
  ]);
  expect(list.current.theirs).toBeUndefined();
});

it("is in nobody's way who saved something else meanwhile", async () => {
  const list = write();
  server = at(5, "Hull");
  act(() => list.current.saving.mutate("Hull, mine"));
  await waitFor(() => expect(list.current.saving.isSuccess).toBe(true));
  expect(sent).toEqual([
    [1, "Hull, mine"],
    [5, "Hull, mine"],
  ]);
  expect(server.phases).toEqual([phase("Hull, mine")]);
});

it("takes nothing from whoever saved the same, until somebody says so", async () => {
  const list = write();
  server = at(2, "Hull, theirs");
  act(() => list.current.saving.mutate("Hull, mine"));
  await waitFor(() => expect(list.current.theirs).toEqual([phase("Hull, theirs")]));
  expect(list.current.saving.isError).toBe(true);
  expect(server.phases).toEqual([phase("Hull, theirs")]);
  act(() => {
    list.current.accept();
    list.current.saving.mutate("Hull, mine");
  });
  await waitFor(() => expect(server.phases).toEqual([phase("Hull, mine")]));
  expect(sent.at(-1)).toEqual([2, "Hull, mine"]);
});
