import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { type ListUrl, useListUrl } from "./use-list-url.ts";

type Filter = { q?: string | undefined; status?: string | undefined };

async function open(address: string) {
  let url: ListUrl<Filter> | undefined;
  const root = createRootRoute({ component: Outlet });
  const list = createRoute({
    getParentRoute: () => root,
    path: "/list",
    validateSearch: ({ q, status }: Record<string, unknown>): Filter => ({
      ...(typeof q === "string" ? { q } : {}),
      ...(typeof status === "string" ? { status } : {}),
    }),
    component: () => {
      url = useListUrl<Filter>();
      return <p>list {url.field.key}</p>;
    },
  });
  const row = createRoute({ getParentRoute: () => root, path: "/row", component: () => <p>row</p> });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({ routeTree: root.addChildren([list, row]), history });
  render(<RouterProvider router={router as never} />);
  await screen.findByText(/^list/u);
  const now = () => {
    if (url === undefined) {
      throw new Error("the list is not shown");
    }
    return url;
  };
  const searchOf = () => router.state.location.searchStr;
  return { now, router, searchOf };
}

it("reads the filter from the address and writes changes to it, without what is empty", async () => {
  const { now, searchOf } = await open("/list?q=roof&status=draft");
  expect(now().filter).toEqual({ q: "roof", status: "draft" });
  expect(now().field.initial).toBe("roof");
  expect(now().isFiltered).toBe(true);
  act(() => now().narrow({ status: undefined }));
  await waitFor(() => expect(searchOf()).toBe("?q=roof"));
  act(() => now().onSearch(""));
  await waitFor(() => expect(searchOf()).toBe(""));
  expect(now().isFiltered).toBe(false);
});

it("finds the filter again on the way back from a row, and makes no step of each word typed", async () => {
  const { now, router, searchOf } = await open("/list");
  act(() => now().onSearch("ro"));
  await waitFor(() => expect(searchOf()).toBe("?q=ro"));
  act(() => now().onSearch("roof"));
  await waitFor(() => expect(searchOf()).toBe("?q=roof"));
  act(() => router.history.push("/row"));
  await screen.findByText("row");
  act(() => router.history.back());
  await screen.findByText(/^list/u);
  expect(now().filter).toEqual({ q: "roof" });
});

it("keeps the field that is typed in, and makes a new one when the filter comes from elsewhere", async () => {
  const { now, router, searchOf } = await open("/list");
  act(() => now().onSearch("roof"));
  await waitFor(() => expect(searchOf()).toBe("?q=roof"));
  expect(now().field.key).toBe(0);
  act(() => router.history.push("/list"));
  await waitFor(() => expect(now().field).toEqual({ key: 1, initial: "" }));
  act(() => now().narrow({ status: "draft" }));
  await waitFor(() => expect(searchOf()).toBe("?status=draft"));
  expect(now().field.key).toBe(1);
  act(() => now().onSearch("shed"));
  await waitFor(() => expect(searchOf()).toBe("?status=draft&q=shed"));
  act(() => now().clear());
  await waitFor(() => expect(searchOf()).toBe(""));
  await waitFor(() => expect(now().field).toEqual({ key: 2, initial: "" }));
});
