/** Runs the real program with the demo's data in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeDatabase } from "./database";
import type { Demo } from "./demo";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/** All journeys of a worker share its people, so that their limits would be met by the number of journeys. */
const PATIENT = {
  PORTICO_SIGN_IN_SENDS_PER_ADDRESS: "20",
  PORTICO_SIGN_IN_SENDS_PER_IP: "1000",
  PORTICO_SIGN_IN_SENDS_PER_PREFIX: "1000",
  PORTICO_SIGN_IN_CODES_PER_ADDRESS: "20",
  PORTICO_SIGN_IN_CODES_PER_IP: "1000",
};

/** Scheme that a proxy before the demo speaks. */
export type Scheme = "http" | "https";

export interface RunningDemo {
  demo: Demo;
  /** The process; another one after `killAndRestart`. */
  pid(): number;
  /** Ends it as a loss of power would, and starts it again with the same data at the same port. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts `portico demo` on a free port and waits until it has written `demo.json`. Its database is SQLite in its
 * folder, or an own one on the PostgreSQL server that PORTICO_E2E_DATABASE_URL names. With a scheme its addresses are
 * those of a proxy that the test itself has to start, on the port of `demo.staff.url`. Settings are variables of the
 * configuration.
 */
export async function startDemo(behind: Scheme | null, settings: Record<string, string> = {}): Promise<RunningDemo> {
  const program = process.env.PORTICO_BIN;
  if (program === undefined) {
    throw new Error("PORTICO_BIN is not set: run `cargo xtask test`, or set it to the built program");
  }
  const folder = await mkdtemp(join(tmpdir(), "portico-e2e-"));
  const args = ["demo", "--data", folder, "--port", String(await freePort())];
  if (behind !== null) {
    args.push("--behind", `${behind}:${await freePort()}`);
  }
  const postgres = process.env.PORTICO_E2E_DATABASE_URL;
  const database = postgres === undefined ? undefined : await makeDatabase(postgres);
  const env = { ...process.env, ...database?.environment, ...PATIENT, ...settings };
  const file = join(folder, "demo.json");
  let log = "";
  const launch = () => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => {
        log = (log + part.toString()).slice(-20_000);
      });
    }
    return child;
  };
  let child = launch();
  const ready = async () => {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!existsSync(file)) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${program} ${args.join(" ")} ended with ${child.exitCode ?? child.signalCode}\n${log}`);
      }
      if (Date.now() > deadline) {
        throw new Error(`${program} ${args.join(" ")} wrote no demo.json in ${START_TIMEOUT_MS} ms\n${log}`);
      }
      await sleep(50);
    }
  };
  const stop = async () => {
    await end(child);
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  const killAndRestart = async () => {
    await end(child, "SIGKILL");
    await rm(file);
    child = launch();
    await ready();
  };
  try {
    await ready();
    const demo = JSON.parse(await readFile(file, "utf8")) as Demo;
    return { demo, pid: () => child.pid ?? 0, killAndRestart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends a program, by force when it does not end by itself. */
export async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const patience = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(patience);
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("no port was given"));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}
