import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { useClientChange } from "./use-client-change.ts";

it("throws away what belonged to the other client before the new one is shown", () => {
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  queries.setQueryData(["session"], "who");
  queries.setQueryData(["texts", "en"], "words");
  queries.setQueryData(["documents", "", ""], "of the first");
  const seen: (string | undefined)[] = [];
  const { rerender } = renderHook(
    ({ id }: { id: string | undefined }) => {
      const shown = useClientChange(id);
      // Whatever is shown for the second client must not find anything of the first.
      seen.push(shown === "second" ? queries.getQueryData(["documents", "", ""]) : shown);
    },
    { wrapper, initialProps: { id: undefined as string | undefined } },
  );
  rerender({ id: "first" });
  expect(queries.getQueryData(["documents", "", ""])).toBe("of the first");
  rerender({ id: "second" });
  expect(seen.at(-1)).toBeUndefined();
  expect(queries.getQueryData(["documents", "", ""])).toBeUndefined();
  expect(queries.getQueryData(["session"])).toBe("who");
  expect(queries.getQueryData(["texts", "en"])).toBe("words");
});
