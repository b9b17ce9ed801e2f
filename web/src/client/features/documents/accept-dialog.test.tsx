import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { rendered } from "~/client/rendered.tsx";
import { type Factor, FactorProvider } from "~/shared/account/factor.ts";
import { StepUp } from "~/shared/account/step-up.tsx";
import type { Calculation } from "~/shared/api/types.ts";
import { quote } from "~/shared/document/sample-quote.ts";
import { AcceptDialog } from "./accept-dialog.tsx";

const calculation: Calculation = {
  lines: [
    {
      line_id: "large",
      option_id: "large",
      label: "Option large",
      quantity_milli: 1000,
      unit_price_minor: 10_000,
      net_minor: 10_000,
    },
  ],
  taxes: [{ category: "S", rate: 19_000, base_minor: 10_000, tax_minor: 1900 }],
  net_minor: 10_000,
  tax_minor: 1900,
  total_minor: 11_900,
  deposit_minor: 3570,
  currency: "EUR",
};

type Sent = { address: string; key: string | undefined; body: Record<string, unknown> };
const answers: (() => Response | Promise<Response>)[] = [];
let sent: Sent[] = [];

beforeEach(() => {
  sent = [];
  answers.length = 0;
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    sent.push({ address, key: headers["idempotency-key"], body: JSON.parse(String(init.body)) });
    return await (answers.shift() ?? (() => new Response("{}", { status: 201 })))();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const props = (onAccepted: () => void): ComponentProps<typeof AcceptDialog> => ({
  year: "2026",
  slug: "kitchen",
  document: quote,
  options: [{ option_id: "large", quantity: 1 }],
  live: { calculation, isStale: false, error: undefined, retry: () => {} },
  calculation,
  opened: true,
  onClose: () => {},
  onAccepted,
});

function open() {
  const accepted = vi.fn();
  rendered(<AcceptDialog {...props(accepted)} />);
  return accepted;
}

const press = () => userEvent.click(screen.getByRole("button", { name: "Accept for €119.00" }));

it("says what is accepted and sends exactly that", async () => {
  const accepted = open();
  expect(screen.getByRole("dialog", { name: "Accept this quote?" }).textContent).toContain("Q-2026-0001, version 1");
  await userEvent.click(screen.getByRole("radio", { name: /Full amount/ }));
  await userEvent.click(screen.getByRole("button", { name: "Add a purchase order or a comment" }));
  await userEvent.type(screen.getByLabelText("Purchase order number"), "PO 7");
  await press();
  await waitFor(() => expect(accepted).toHaveBeenCalledOnce());
  expect(sent[0]).toMatchObject({
    address: "api/client/documents/2026/kitchen/response",
    body: {
      version_hash: "first",
      options: [{ option_id: "large", quantity: 1 }],
      outcome: "accepted",
      payment: "full",
      purchase_order: "PO 7",
      comment: null,
    },
  });
});

it("tries again with the same key after a lost answer", async () => {
  answers.push(() => Promise.reject(new TypeError("Failed to fetch")));
  const accepted = open();
  await press();
  expect((await screen.findByRole("alert")).textContent).toContain("it will count only once");
  expect(accepted).not.toHaveBeenCalled();
  await press();
  await waitFor(() => expect(accepted).toHaveBeenCalledOnce());
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(sent[1]?.key).toBe(sent[0]?.key);
});

it("names the colleague who was faster", async () => {
  const problem = {
    code: "already_decided",
    decided_by: "Tom Hart",
    decided_at: "2026-11-21T05:00:00Z",
    outcome: "declined",
  };
  answers.push(() => new Response(JSON.stringify(problem), { status: 409 }));
  open();
  await press();
  expect((await screen.findByRole("alert")).textContent).toContain("Tom Hart declined this quote");
});

it("asks for a code where the provider wants one, and sends what was typed again under the same key", async () => {
  answers.push(() => new Response(JSON.stringify({ code: "step_up_required" }), { status: 403 }));
  const accepted = vi.fn();
  const give = vi.fn().mockResolvedValue({ return_to: "/", recovery_codes_left: 0, fresh_until: null });
  const factor = {
    show: () => Promise.resolve({ ways: [{ way: "totp", masked: null }] }),
    give,
  } as unknown as Factor;
  rendered(
    <FactorProvider value={factor}>
      <AcceptDialog {...props(accepted)} />
      <StepUp />
    </FactorProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Add a purchase order or a comment" }));
  await userEvent.type(screen.getByLabelText("Purchase order number"), "PO 7");
  await press();
  await userEvent.type(await screen.findByLabelText("Six-digit code"), "123456");
  expect(accepted).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  await waitFor(() => expect(accepted).toHaveBeenCalledOnce());
  expect(give.mock.calls[0]?.[0]).toEqual({ way: "totp", code: "123456" });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[1]?.body).toMatchObject({ purchase_order: "PO 7" });
});
