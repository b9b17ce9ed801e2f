/** What `portico demo` tells about itself in `demo.json`, and how a test speaks to it without a browser. */
import { request } from "node:http";

export interface DemoContact {
  name: string;
  client: string;
  email: string;
  phone: string;
  role: string;
}

export interface DemoBrand {
  url: string;
  host: string;
  preset: string;
  contacts: [DemoContact, ...DemoContact[]];
  quote_path: string;
}

export interface DemoStaffRole {
  brand: string;
  role: string;
  email: string;
  password: string;
  totp_secret: string | null;
}

export interface Demo {
  address: string;
  staff: { url: string; email: string; password: string };
  operator: { url: string; email: string; password: string; totp_secret: string };
  staff_roles: DemoStaffRole[];
  outbox: string;
  brands: [DemoBrand, ...DemoBrand[]];
}

/** A message that the portal sent: a line of the demo's outbox, newest first. */
export interface OutboxMessage {
  channel: "sms" | "email";
  to: string;
  subject: string | null;
  text: string;
  at: string;
}

/**
 * Fetches a JSON address of the demo. Node does not resolve `*.localhost`, so the request goes to the plain address
 * and names the host in its header, as a proxy would.
 */
export function fetchJson(demo: Pick<Demo, "address">, url: string): Promise<unknown> {
  const { host, pathname, search } = new URL(url);
  const [hostname, port] = demo.address.split(":");
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path: pathname + search, headers: { host } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(parts).toString();
        if (response.statusCode !== 200) {
          reject(new Error(`${url} answered ${response.statusCode}: ${body}`));
          return;
        }
        try {
          resolve(JSON.parse(body));
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}
