import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { api } from "../api/request.ts";
import { en } from "../i18n/en.ts";
import { TextsProvider } from "../i18n/texts.tsx";
import { type Factor, FactorProvider } from "./factor.ts";
import { StepUp } from "./step-up.tsx";

const given = { return_to: "/", recovery_codes_left: 0, fresh_until: "2026-11-21T09:00:00Z" };

function stand(give: Factor["give"]): void {
  const factor = {
    show: () => Promise.resolve({ ways: [{ way: "totp", masked: null }] }),
    give,
  } as unknown as Factor;
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <TextsProvider language="en" country="GB" catalogue={en}>
          <FactorProvider value={factor}>
            <StepUp />
          </FactorProvider>
        </TextsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const refused = () => new Response(JSON.stringify({ code: "step_up_required" }), { status: 403 });

afterEach(() => {
  vi.unstubAllGlobals();
});

it("asks once for a code, and what was begun twice goes on by itself", async () => {
  const fetched = vi.fn().mockResolvedValueOnce(refused()).mockResolvedValueOnce(refused());
  fetched.mockImplementation(() => Promise.resolve(new Response(null, { status: 204 })));
  vi.stubGlobal("fetch", fetched);
  const give = vi.fn().mockResolvedValue(given);
  stand(give);
  const both = Promise.all([api.delete("api/client/session"), api.delete("api/client/session")]);
  await userEvent.type(await screen.findByLabelText("Six-digit code"), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  await expect(both).resolves.toEqual([undefined, undefined]);
  expect(give).toHaveBeenCalledTimes(1);
  expect(give.mock.calls[0]?.[0]).toEqual({ way: "totp", code: "123456" });
  expect(fetched).toHaveBeenCalledTimes(4);
});

it("passes the refusal on when no code is given", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(refused()));
  stand(vi.fn());
  const act = expect(api.delete("api/client/session")).rejects.toMatchObject({ code: "step_up_required" });
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  await act;
});
