/** The three requests of the sign-in page. */
import type { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

/** Whom to send a code to: an address, or a link whose address the server knows. */
export type Recipient = { email: string } | { phone: string } | { delivery_token: string } | { token: string };

export type Asked = Schemas["SignInAsked"];

export const askForCode = (recipient: Recipient, return_to: string | null) =>
  api.post("api/client/sign-in", { body: return_to === null ? recipient : { ...recipient, return_to } });

export const verify = (proof: Schemas["CreateVerification"]) =>
  api.post("api/client/sign-in/verification", { body: proof });

export const openDelivery = (token: string) => api.post("api/client/delivery", { body: { token } });

/** Whether the server gave this code, for the whole or for one field. */
export const hasCode = (error: ApiError, code: string): boolean =>
  error.code === code || error.fields.some((field) => field.code === code);
