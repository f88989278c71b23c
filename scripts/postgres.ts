/**
 * A PostgreSQL server of our own, for development and tests, with its data under `.data/`. It runs in the background
 * and is shared: whoever needs it starts it or joins it, and the last one to leave stops it.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { freePort } from "./free-port";
import { findPostgresHome, type PostgresHome } from "./postgres-home";

const START_ATTEMPTS_MAX = 5;
const START_TIMEOUT_SECONDS = 30;

export interface Postgres {
  /** Connection string of the database `mailkit`. */
  url: string;
  /** Leaves the server, and stops it if nobody else uses it. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Absolute path of the folder that the data goes into. */
  directory: string;
  /** Settings of the server, as `-c name=value`. */
  settings?: Record<string, string>;
}

interface Server {
  home: PostgresHome;
  data: string;
  settings: Record<string, string>;
}

/** Address and password of the server, in a file inside its data directory. */
interface Access {
  port: number;
  password: string;
}

/** Starts the server in `directory`, or joins the one that runs there. Survives crashes of both. */
export async function ensurePostgres({ directory, settings = {} }: PostgresOptions): Promise<Postgres> {
  const home = await findPostgresHome(directory);
  const server: Server = { home, data: path.join(home.directory, "cluster"), settings };
  if (!existsSync(path.join(server.data, "PG_VERSION"))) await initialise(server);
  const holder = await joinOrStart(server);
  // The server ending under us (a reboot, a kill) is for the app to notice; here it must not be an uncaught error.
  holder.on("error", () => undefined);
  const exists = await holder.query("select 1 from pg_database where datname = 'mailkit'");
  if (exists.rowCount === 0) await holder.query("create database mailkit").catch(ignoreDuplicate);
  return { url: urlOf(readAccess(server), "mailkit"), stop: () => leave(server, holder) };
}

/** Makes the data directory beside its final place, so that two processes can't meet half-way. */
async function initialise({ home, data }: Server): Promise<void> {
  const draft = mkdtempSync(path.join(home.directory, "new-"));
  const access: Access = { port: await freePort(), password: randomBytes(12).toString("hex") };
  const passwordFile = path.join(draft, "password");
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  own(draft, home);
  own(passwordFile, home);
  const cluster = path.join(draft, "cluster");
  const flags = [
    "--username=mailkit",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--no-locale",
  ];
  const made = spawnSync(home.programs.initdb, ["-D", cluster, ...flags], {
    ...home.identity,
    encoding: "utf8",
  });
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not make its data directory:\n${made.stderr ?? made.error}`);
  writeAccess(cluster, access);
  try {
    renameSync(cluster, data);
  } catch (error) {
    // Another process was faster; its directory is as good as ours.
    if (!existsSync(path.join(data, "PG_VERSION"))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function joinOrStart(server: Server): Promise<pg.Client> {
  let report = "";
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    const client = await connect(readAccess(server));
    if (client) return client;
    forgetDeadServer(server);
    report = start(server);
    if (/could not bind|Address already in use/.test(report))
      writeAccess(server.data, { ...readAccess(server), port: await freePort() });
    // Two that start at once: one wins, and the other finds its server on the next round.
    await new Promise((resolve) => setTimeout(resolve, attempt * 100));
  }
  const client = await connect(readAccess(server));
  if (client) return client;
  throw new Error(`PostgreSQL in ${server.data} does not start:\n${report}`);
}

function start({ home, data, settings }: Server): string {
  const { port } = readAccess({ data });
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "300",
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value === "" ? "''" : value}`);
  const logFile = path.join(data, "server.log");
  rmSync(logFile, { force: true });
  const args = [
    "start",
    "-w",
    "-t",
    String(START_TIMEOUT_SECONDS),
    "-D",
    data,
    "-l",
    logFile,
    "-o",
    `-p ${port} ${flags.join(" ")}`,
  ];
  const started = spawnSync(home.programs.pgCtl, args, {
    ...home.identity,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (started.status === 0) return "";
  return `${started.stderr}${existsSync(logFile) ? readFileSync(logFile, "utf8") : ""}`;
}

/**
 * A killed server leaves postmaster.pid behind. PostgreSQL clears it, unless another program has the same process id
 * by now, which is common in containers; then the file is ours to remove.
 */
function forgetDeadServer({ data }: Server): void {
  const pidFile = path.join(data, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  const command = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  if (command.status === 0 && command.stdout.includes(data)) return;
  if (command.error && process.platform !== "linux") return;
  const linuxCommand = `/proc/${pid}/cmdline`;
  if (command.error && existsSync(linuxCommand) && readFileSync(linuxCommand, "utf8").includes(data)) return;
  rmSync(pidFile, { force: true });
}

async function leave(server: Server, holder: pg.Client): Promise<void> {
  try {
    const others = await holder.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    await holder.end();
    if (others.rowCount !== 0) return;
    spawnSync(server.home.programs.pgCtl, ["stop", "-m", "fast", "-D", server.data], server.home.identity);
  } catch {
    // The server is gone already, which is what leaving wants.
  }
}

async function connect(access: Access): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: urlOf(access, "postgres"),
    connectionTimeoutMillis: 2_000,
  });
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

const accessFile = (data: string) => path.join(data, "access.json");

function readAccess({ data }: Pick<Server, "data">): Access {
  return JSON.parse(readFileSync(accessFile(data), "utf8")) as Access;
}

function writeAccess(data: string, access: Access): void {
  writeFileSync(accessFile(data), JSON.stringify(access), { mode: 0o600 });
}

function own(file: string, { identity }: PostgresHome): void {
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(file, identity.uid, identity.gid);
}

const urlOf = ({ port, password }: Access, database: string) =>
  `postgres://mailkit:${password}@127.0.0.1:${port}/${database}`;

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== "42P04" && error.code !== "23505") throw error;
}
