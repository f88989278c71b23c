import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { root } from "@/scripts/env-files";
import { findPostgresHome } from "@/scripts/postgres-home";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";

/** Fewer than the app has connections, so that each of PostgreSQL's is lent to many. */
const SERVER_CONNECTIONS = 4;

/** PgBouncer in transaction mode, with its own defaults, in front of a database. */
export interface Pooler {
  url: string;
  stop(): void;
}

export async function startPooler(program: string, databaseUrl: string): Promise<Pooler> {
  const target = new URL(databaseUrl);
  const port = await testPort();
  const directory = mkdtempSync(path.join(tmpdir(), "mailkit-pooler-"));
  const file = path.join(directory, "pgbouncer.ini");
  writeFileSync(
    file,
    `[databases]
* = host=${target.hostname} port=${target.port} user=${target.username} password=${target.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${SERVER_CONNECTIONS}
max_client_conn = 500
`,
  );
  // It refuses to run as root, as PostgreSQL does.
  const { identity } = await findPostgresHome(path.join(root, ".data/test-postgres"));
  if (identity.uid !== undefined && identity.gid !== undefined)
    for (const one of [directory, file]) chownSync(one, identity.uid, identity.gid);
  const child = spawn(program, [file], { ...identity, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  const stop = () => end(child, directory);
  try {
    await waitFor(() => answers(url.href), { what: "PgBouncer to answer" });
  } catch (cause) {
    stop();
    throw new Error(`PgBouncer does not start:\n${said}`, { cause });
  }
  return { url: url.href, stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
  return true;
}

function end(child: ChildProcess, directory: string): void {
  child.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
}
