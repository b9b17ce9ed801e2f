/** Runs a real Caddy or nginx before the demo, by the very files of `deploy/`. */
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Demo } from "./demo";
import { end } from "./server";

const DEPLOY = join(import.meta.dirname, "../../../deploy");
const START_TIMEOUT_MS = 20_000;

export type ProxyKind = "caddy" | "nginx";
/** The name of an example: a host of its own, a path of a host, a path that the proxy takes off. */
export type Mode = "host" | "path" | "path-stripped";

/** What the other pages of the host say. */
export const OTHER_PAGE = "The rest of the site";

/** Starts the example of a mode for the demo's staff host and the brand at `brandUrl`; answers how to stop it. */
export async function startProxy(
  proxy: ProxyKind,
  mode: Mode,
  demo: Demo,
  brandUrl: string,
): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "portico-proxy-"));
  const others = join(folder, "others");
  await mkdir(others);
  const page = `<!doctype html><html lang="en"><title>Others</title><link rel="icon" href="data:,"><p>${OTHER_PAGE}</p></html>`;
  await writeFile(join(others, "index.html"), page);
  const brand = new URL(brandUrl);
  const start = proxy === "caddy" ? startCaddy : startNginx;
  const child = await start({ mode, folder, others, demo, brand });
  return untilOpen(child, proxy, Number(brand.port), folder);
}

/** Waits until a proxy answers at its port; answers how to stop it. */
async function untilOpen(
  child: ChildProcess,
  proxy: string,
  port: number,
  folder: string,
): Promise<() => Promise<void>> {
  let log = "";
  child.stderr?.on("data", (part: Buffer) => {
    log = (log + part.toString()).slice(-10_000);
  });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${proxy} did not start:\n${log}`);
    }
    await sleep(50);
  }
  return stop;
}

interface Setting {
  mode: Mode;
  folder: string;
  others: string;
  demo: Demo;
  brand: URL;
}

/** The example as it is: its places are set by variables. Certificates are of Caddy's own authority. */
async function startCaddy({ mode, folder, others, demo, brand }: Setting): Promise<ChildProcess> {
  const file = join(folder, "Caddyfile");
  const example = join(DEPLOY, "caddy", `${mode}.Caddyfile`);
  const global = "{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n";
  await writeFile(file, `${global}import ${example}\n`);
  const env = {
    ...process.env,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    HOME: folder,
    PORTICO_STAFF: demo.staff.url,
    PORTICO_BRAND: brand.origin,
    PORTICO_UPSTREAM: demo.address,
    PORTICO_OTHER_PAGES: others,
  };
  const args = ["run", "--config", file, "--adapter", "caddyfile"];
  return spawn(process.env.PORTICO_CADDY ?? "/usr/bin/caddy", args, { stdio: ["ignore", "ignore", "pipe"], env });
}

/** Caddy with the example for any number of hosts; answers how to stop it. It asks `operations` before it gets a certificate. */
export async function startOnDemand(demo: Demo, port: number, operations: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "portico-proxy-"));
  const file = join(folder, "Caddyfile");
  const example = await readFile(join(DEPLOY, "caddy/on-demand.Caddyfile"), "utf8");
  const own = "{\n\tadmin off\n\tskip_install_trust\n\tlocal_certs\n\tauto_https disable_redirects\n\ton_demand_tls {";
  if (!example.includes("{\n\ton_demand_tls {")) {
    throw new Error("the example asks nobody");
  }
  await writeFile(file, example.replace("{\n\ton_demand_tls {", own));
  const env = {
    ...process.env,
    ...{ XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder },
    ...{ PORTICO_OPERATIONS: operations, PORTICO_ANY_HOST: `https://:${port}`, PORTICO_UPSTREAM: demo.address },
  };
  const args = ["run", "--config", file, "--adapter", "caddyfile"];
  const child = spawn(process.env.PORTICO_CADDY ?? "/usr/bin/caddy", args, {
    stdio: ["ignore", "ignore", "pipe"],
    env,
  });
  return untilOpen(child, "caddy", port, folder);
}

/** The example with its names, its port and its folder replaced, and without its certificates: it speaks http here. */
async function startNginx({ mode, folder, others, demo, brand }: Setting): Promise<ChildProcess> {
  await mkdir(join(folder, "snippets"));
  await cp(join(DEPLOY, "nginx/portico-proxy.conf"), join(folder, "snippets/portico-proxy.conf"));
  let text = await readFile(join(DEPLOY, "nginx", `${mode}.conf`), "utf8");
  const replace = (from: string, to: string) => {
    if (!text.includes(from)) {
      throw new Error(`${mode}.conf has no ${from}`);
    }
    text = text.replaceAll(from, to);
  };
  replace("listen 443 ssl http2;", `listen 127.0.0.1:${brand.port};`);
  replace("ssl_certificate /etc/ssl/studio.example/fullchain.pem;", "");
  replace("ssl_certificate_key /etc/ssl/studio.example/privkey.pem;", "");
  replace("staff.studio.example", new URL(demo.staff.url).hostname);
  replace(mode === "host" ? "portal.studio.example" : "www.studio.example", brand.hostname);
  replace("127.0.0.1:3060", demo.address);
  if (mode !== "host") {
    replace("/var/www/studio", others);
  }
  await writeFile(join(folder, "site.conf"), text);
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  const types = "types { text/html html; }";
  const http = ["access_log off;", types, ...temporary, "include site.conf;"].join("\n  ");
  const main = `daemon off;\nmaster_process off;\nerror_log stderr;\npid ${folder}/nginx.pid;\nevents {}\nhttp {\n  ${http}\n}\n`;
  const file = join(folder, "nginx.conf");
  await writeFile(file, main);
  const args = ["-p", folder, "-c", file, "-e", "stderr"];
  return spawn(process.env.PORTICO_NGINX ?? "/usr/sbin/nginx", args, { stdio: ["ignore", "ignore", "pipe"] });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
