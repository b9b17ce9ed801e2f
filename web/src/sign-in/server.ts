/** The three requests of the sign-in page. */
import type { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";

/** Whom to send a code to: an address, or a link whose address the server knows. */
export type Recipient = { email: string } | { phone: string } | { delivery_token: string } | { token: string };

export type Asked = { channel: "sms" | "email"; masked: string; expires_at: string; resend_at: string };
export type Delivery = { channel: "sms" | "email"; masked: string; year: number; slug: string };

export const askForCode = (recipient: Recipient, return_to: string | null): Promise<Asked> =>
  api.post<Asked>("api/client/sign-in", { body: return_to === null ? recipient : { ...recipient, return_to } });

export const verify = (proof: { code?: string; token?: string }): Promise<{ return_to: string }> =>
  api.post<{ return_to: string }>("api/client/sign-in/verification", { body: proof });

export const openDelivery = (token: string): Promise<Delivery> =>
  api.post<Delivery>("api/client/delivery", { body: { token } });

/** Whether the server gave this code, for the whole or for one field. */
export const hasCode = (error: ApiError, code: string): boolean =>
  error.code === code || error.fields.some((field) => field.code === code);
