/** The second factor of a contact. */
import type { Factor } from "~/shared/account/factor.ts";
import { api } from "~/shared/api/request.ts";

const PATH = "api/client/second-factor";

export const factor: Factor = {
  show: (signal) => api.get(PATH, signal === undefined ? {} : { signal }),
  ask: (way) => api.post(`${PATH}/message`, { body: { way } }),
  give: (body) => api.post(PATH, { body }),
  begin: () => api.post(`${PATH}/totp`),
  confirm: (code) => api.post(`${PATH}/totp/confirmation`, { body: { code } }),
  remove: () => api.delete(`${PATH}/totp`),
  renew: () => api.post(`${PATH}/recovery-codes`),
  byMessage: (on) => api.put(`${PATH}/by-message`, { body: { on } }),
};
