/** Caddy gets a certificate for a host only when Portico says that the host is proven. */
import { connect } from "node:tls";
import { expect, test } from "./support/portico";
import { startOnDemand } from "./support/proxy";
import { send } from "./support/raw";
import { freePort, startDemo } from "./support/server";

test.skip(({ isMobile }) => isMobile, "the proxy knows no phones");

/** Whether a TLS connection for a host comes about. */
function isServed(port: number, servername: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername, rejectUnauthorized: false });
    socket.once("secureConnect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

test("a certificate is for proven hosts only", async () => {
  test.setTimeout(120_000);
  const operations = `127.0.0.1:${await freePort()}`;
  const { demo, stop } = await startDemo("https", { PORTICO_OPERATIONS_ADDRESS: operations });
  const port = Number(new URL(demo.staff.url).port);
  const end = await startOnDemand(demo, port, operations);
  try {
    const ask = async (query: string) => (await send(`http://${operations}/ask${query}`, {})).status;
    expect(await ask("?domain=www.kestrel.localhost")).toBe(200);
    expect(await ask("?domain=localhost")).toBe(200);
    expect(await ask("?domain=nobody.localhost")).toBe(404);
    expect(await ask("?domain=a%20b")).toBe(404);
    expect(await ask("")).toBe(404);
    expect(await isServed(port, "www.kestrel.localhost")).toBe(true);
    expect(await isServed(port, "nobody.localhost")).toBe(false);
    const portal = await send(`${demo.brands[2]?.url}/api/client/portal`, {});
    expect([portal.status, JSON.parse(portal.text).name]).toEqual([200, "Kestrel Advisory"]);
  } finally {
    await end();
    await stop();
  }
});
