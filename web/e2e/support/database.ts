/** A database of a worker's own on the PostgreSQL server that PORTICO_E2E_DATABASE_URL names a superuser of. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

const exec = promisify(execFile);
const PASSWORD = "portico";

export interface Database {
  /** What the program reads its database from. */
  environment: Record<string, string>;
  drop(): Promise<void>;
}

/** The roles are those of the server's own tests; the lock is for the workers that make them at the same time. */
const ROLES = `
do $$ begin
  perform pg_advisory_xact_lock(7078);
  if not exists (select from pg_roles where rolname = 'portico_owner') then
    create role portico_owner login password '${PASSWORD}';
  end if;
  if not exists (select from pg_roles where rolname = 'portico_system') then
    create role portico_system nologin noinherit nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'portico_app') then
    create role portico_app login noinherit nosuperuser nobypassrls nocreatedb nocreaterole password '${PASSWORD}';
    grant portico_system to portico_app;
  end if;
end $$`;

/** Makes the roles that are missing and an empty database. */
export async function makeDatabase(superuser: string): Promise<Database> {
  const name = `portico_e2e_${randomBytes(8).toString("hex")}`;
  const run = (statement: string) =>
    exec("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", statement, superuser]);
  const address = (role: string) => {
    const url = new URL(superuser);
    url.username = role;
    url.password = PASSWORD;
    url.pathname = `/${name}`;
    return url.toString();
  };
  await run(ROLES);
  await run(`create database ${name} template template0 locale 'C' encoding 'UTF8' owner portico_owner`);
  return {
    environment: {
      PORTICO_DATABASE_URL: address("portico_app"),
      PORTICO_DATABASE_OWNER_URL: address("portico_owner"),
    },
    async drop() {
      await run(`drop database if exists ${name} with (force)`);
    },
  };
}
