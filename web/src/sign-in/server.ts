/** What the sign-in page asks of the server. */
import type { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

/** Whom to send a code to: an address, a link whose address the server knows, or whom this browser reads as. */
export type Recipient =
  | { email: string }
  | { phone: string }
  | { delivery_token: string }
  | { token: string }
  | { reading: true };

export type Asked = Schemas["SignInAsked"];
export type SecondFactor = Schemas["SecondFactor"];
export type FactorWay = Schemas["FactorWay"];

const SIGN_IN = "api/client/sign-in";
const FACTOR = "api/client/second-factor";

export const askForCode = (recipient: Recipient, return_to: string | null) =>
  api.post(SIGN_IN, { body: return_to === null ? recipient : { ...recipient, return_to } });

export const verify = (body: Schemas["CreateVerification"]) => api.post(`${SIGN_IN}/verification`, { body });

export const openDelivery = (token: string) => api.post("api/client/delivery", { body: { token } });

export const signInByPassword = (body: Schemas["CreatePasswordSignIn"]) => api.post(`${SIGN_IN}/password`, { body });

export const askForReset = (email: string) => api.post(`${SIGN_IN}/password-reset`, { body: { email } });

export const completeReset = (body: Schemas["CompleteReset"]) =>
  api.post(`${SIGN_IN}/password-reset/completion`, { body });

export const secondFactor = () => api.get(FACTOR);

export const askForMessage = (way: FactorWay["way"]) => api.post(`${FACTOR}/message`, { body: { way } });

export const giveFactor = (body: Schemas["GiveFactor"]) => api.post(FACTOR, { body });

export const beginTotp = () => api.post(`${FACTOR}/totp`);

export const confirmTotp = (code: string) => api.post(`${FACTOR}/totp/confirmation`, { body: { code } });

export const signOut = () => api.delete("api/client/session");

/** Whether the server gave this code, for the whole or for one field. */
export const hasCode = (error: ApiError, code: string): boolean =>
  error.code === code || error.fields.some((field) => field.code === code);
