/** One's own second factor, as both apps ask for it. Each gives the requests of its own audience. */
import { createContext, use } from "react";
import type { Schemas } from "../api/types.ts";

export type SecondFactor = Schemas["SecondFactor"];
export type FactorWay = Schemas["FactorWay"];
export type Way = FactorWay["way"];
export type FactorGiven = Schemas["FactorGiven"];

export type Factor = {
  show: (signal?: AbortSignal) => Promise<SecondFactor>;
  /** Sends a code by message. Staff have no such way. */
  ask?: (way: Way) => Promise<Schemas["MessageAsked"]>;
  give: (body: Schemas["GiveFactor"]) => Promise<FactorGiven>;
  begin: () => Promise<Schemas["TotpSecret"]>;
  confirm: (code: string) => Promise<Schemas["TotpConfirmed"]>;
  remove: () => Promise<unknown>;
  renew: () => Promise<Schemas["RecoveryCodes"]>;
  /** Whether a code at one's other address is asked for. */
  byMessage?: (on: boolean) => Promise<unknown>;
};

const FactorContext = createContext<Factor | null>(null);

export const FactorProvider = FactorContext;

export function useFactor(): Factor {
  const factor = use(FactorContext);
  if (factor === null) {
    throw new Error("there is no FactorProvider above");
  }
  return factor;
}

export const factorKey = ["second-factor"];
