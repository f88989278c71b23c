import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { root } from "@/scripts/env-files";
import { ensurePostgres, type Postgres } from "@/scripts/postgres";

const MIGRATIONS = path.join(root, "lib/db/migrations");
const TEMPLATE_LOCK = 1_000_001;

let server: Promise<Postgres> | undefined;

/** The PostgreSQL of all tests on this machine. Its data may be lost in a crash, which makes it fast. */
export function testPostgres(): Promise<Postgres> {
  server ??= ensurePostgres({
    directory: path.join(root, ".data/test-postgres"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  return server;
}

export interface TestDatabase {
  url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own for one test file: migrated, or empty. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { url } = await testPostgres();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withAdmin(url, async (admin) => {
    const template = migrated ? await ensureTemplate(admin, url) : "template0";
    await admin.query(`create database ${name} template ${template}`);
  });
  return {
    url: withDatabase(url, name),
    drop: () =>
      withAdmin(
        url,
        async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`)),
      ),
  };
}

/** Migrating once and copying is quicker than migrating for every test file. Changed migrations make a new template. */
async function ensureTemplate(admin: pg.Client, url: string): Promise<string> {
  const name = `template_${hashOfMigrations()}`;
  await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount) return name;
    await admin.query(`create database ${name}_draft template template0`);
    runMigrations(withDatabase(url, `${name}_draft`));
    await admin.query(`alter database ${name}_draft rename to ${name}`);
    return name;
  } catch (error) {
    await admin.query(`drop database if exists ${name}_draft with (force)`);
    throw error;
  } finally {
    await admin.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

/** `npm run db:migrate` on a database. Returns what it printed; throws if it fails. */
export function runMigrations(url: string): string {
  const script = ["--conditions=react-server", "--import", "tsx", "scripts/migrate.ts"];
  const env = { ...process.env, DATABASE_URL: url, NODE_OPTIONS: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, script, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Migrating failed:\n${stdout}${stderr}`);
  return stdout.trim();
}

function hashOfMigrations(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" }).sort())
    if (/\.(sql|json)$/.test(file)) hash.update(file).update(readFileSync(path.join(MIGRATIONS, file)));
  return hash.digest("hex").slice(0, 12);
}

async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
