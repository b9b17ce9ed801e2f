import { expect, it } from "vitest";
import { changeOf, valuesOf } from "./form-values.ts";
import type { ClientSettings } from "./queries.ts";

const settings: ClientSettings = {
  name: "Acme",
  logo_url: null,
  colour: "#aa3311",
  primary_contact_id: null,
  language: "de",
  time_zone: null,
  currency: "CHF",
  approvals: [{ kind: "approve_time", contact_ids: ["one"] }],
  thresholds: [{ currency: "EUR", amount_minor: 123450, needs: "two_people" }],
  networks: ["203.0.113.0/24", "10.0.0.0/8"],
  second_factor: "forced",
  notification_defaults: [{ event: "message", email: true, sms: false }],
};
const separators = { decimal: ".", group: "," };

it("sends back exactly what it was given", () => {
  const sent = changeOf(valuesOf(settings), separators);
  const { name: _, logo_url: __, ...rest } = settings;
  expect(sent).toEqual({ change: rest });
});

it("takes networks apart and leaves out what needs no approval", () => {
  const values = valuesOf(settings);
  values.networks = " 203.0.113.7, 10.0.0.0/8\n\n2001:db8::/32 ";
  values.approvals = values.approvals.map((approval) => ({ ...approval, asked: false }));
  const sent = changeOf(values, separators);
  expect(sent).toMatchObject({
    change: { networks: ["203.0.113.7", "10.0.0.0/8", "2001:db8::/32"], approvals: [] },
  });
});

it("names a threshold whose amount is none", () => {
  const values = valuesOf(settings);
  values.thresholds.push({ key: "new", currency: "EUR", amount: "lots", needs: "executive" });
  expect(changeOf(values, separators)).toEqual({ badThresholds: [1] });
});
