/** One request with headers that no browser would send. */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: object;
  /** Where the request goes, when that is not the port of `url` on 127.0.0.1. */
  address?: string;
  /** The address it comes from. */
  from?: string;
}

/** Sends it to 127.0.0.1, naming the host of `url`; certificates of a test's own authority are good enough. */
export function send(
  url: string,
  { method = "GET", headers = {}, body, address, from }: RawRequest,
): Promise<RawAnswer> {
  const { protocol, host, hostname, port, pathname, search } = new URL(url);
  const [toHost, toPort] = (address ?? `127.0.0.1:${port}`).split(":");
  const sent = body === undefined ? {} : { "content-type": "application/json" };
  const options = {
    ...{ method, hostname: toHost, port: toPort, path: pathname + search, agent: false, localAddress: from },
    headers: { host, ...sent, ...headers },
    ...{ servername: hostname, rejectUnauthorized: false },
  };
  return new Promise((resolve, reject) => {
    const secure = protocol === "https:" && address === undefined;
    const outgoing = (secure ? requestHttps : requestHttp)(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
